"""What the description says of ``POST /v1/answer``: its answer, whole, explained and streamed, by examples."""

from __future__ import annotations

from typing import Any

from ui.openapi import BODY_STATUSES, problem_responses, stream_schema

_EXAMPLE = {
    "answer": "4.6个（到2024年底，达到）[1]",
    "abstained": False,
    "citations": [
        {
            "marker": 1,
            "document_id": "3f0c2a9d5b7e1846",
            "title": "关于印发云溪县2024年托育服务工作要点的通知",
            "document_number": "云卫发〔2024〕12号",
            "issuer": "云溪县卫生健康委员会",
            "issued_on": "2024-03-05",
            "region": "云溪县",
            "source": "云溪县托育.txt",
            "clause": "一、（一）",
            "text": "到2024年底，全县每千人口托位数达到4.6个",
            "start": 171,
            "end": 193,
        }
    ],
    "warnings": [],
    "confidence": 1.08,
}
_EXPLANATION = {
    "question": {
        "asks": "figure",
        "topic": "每千人口托位数",
        "places": ["云溪县"],
        "unknown_places": [],
        "years": [2024],
        "deadline": "",
        "document_numbers": [],
        "across": False,
        "inherited": [],
    },
    "notices": 1,
    "scope": [
        {
            "document_id": "3f0c2a9d5b7e1846",
            "title": "关于印发云溪县2024年托育服务工作要点的通知",
            "weight": 1.0,
        }
    ],
    "missing": [],
    "candidates": [
        {
            "passage_id": "3f0c2a9d5b7e1846-0003",
            "title": "关于印发云溪县2024年托育服务工作要点的通知",
            "clause": "一、（一）",
            "text": "（一）增加托位。到2024年底，全县每千人口托位数达到4.6个。",
            "score": 1.1,
            "scores": {"passage": 1.0, "notice": 1.0, "dense": 1.0},
        }
    ],
    "confidence": 1.08,
    "threshold": 0.35,
    "outcome": "answered",
    "decision": "把握 1.08 不低于作答线 0.35，作答",
}
_STREAM_EXAMPLE = (
    'event: token\ndata: {"text":"4.6个"}\n\nevent: citations\ndata: {"citations":[…]}\n\n'
    'event: done\ndata: {"answer":"4.6个","abstained":false,"citations":[…],"warnings":[]}\n\n'
)
ANSWER_DOCS: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The answer; with `stream` true, server-sent events.",
            "content": {
                "application/json": {
                    "examples": {
                        "plain": {"summary": "An answer", "value": _EXAMPLE},
                        "explained": {
                            "summary": "With `explain`",
                            "value": {**_EXAMPLE, "explanation": _EXPLANATION},
                        },
                    }
                },
                "text/event-stream": {
                    "schema": stream_schema("token", "citations", "done", "error"),
                    "example": _STREAM_EXAMPLE,
                },
            },
        },
        **problem_responses(*BODY_STATUSES),
    }
}
