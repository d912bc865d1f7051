"""向其他 AI 助手提供查找、回答、文件和指标工具（MCP）。· Tools for other assistants (MCP): search, answer, documents, targets."""
