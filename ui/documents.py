"""The commands ``yaodian documents``: what is held, one of it, one less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import QuestionError
from ui.command import JsonOption, LangOption, empty_hint, in_lang, print_json, reporting, settings_for
from ui.console import note, notice_line, notice_text, say

if TYPE_CHECKING:
    from ingest.models import Notice
    from ingest.store.store import NoticeStore

documents = typer.Typer(
    help="查看、删除已录入的文件。· Look at and delete the notices held.", no_args_is_help=True
)

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="文件编号。· Id of the notice.")]


@documents.command("list")
def list_documents(as_json: JsonOption = False, lang: LangOption = "zh") -> None:
    """列出已录入的文件。· List the notices held."""
    with reporting(lang):
        from ingest.store.store import NoticeStore

        notices = NoticeStore.open(settings_for(lang)).notices()
        if as_json:
            from ui.schemas import DocumentList, DocumentSummary

            print_json(DocumentList(documents=[DocumentSummary.of(notice) for notice in notices]))
        elif notices:
            say("\n".join(notice_line(notice) for notice in notices))
        else:
            note(empty_hint(lang))


@documents.command("show")
def show_document(
    document_id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="文件编号，或只写它开头的几位。· Id of the notice, or its first characters."
        ),
    ],
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """显示一份文件的信息和全文。· Show what is known about a notice, and its text."""
    with reporting(lang):
        from ingest.store.store import NoticeStore

        store = NoticeStore.open(settings_for(lang))
        notice = _found(store, document_id)
        if as_json:
            from ui.schemas import DocumentDetail

            print_json(DocumentDetail.in_full(notice))
        else:
            say(notice_text(notice, len(store.passages(notice.id)), lang))


def _found(store: NoticeStore, document_id: str) -> Notice:
    """The notice of that id, or the only one whose id begins so."""
    notices = store.notices()
    begun = [notice for notice in notices if document_id and notice.id.startswith(document_id)]
    if len(begun) == 1:
        return begun[0]
    if not begun:
        return store.notice(document_id)
    listed = "\n".join(notice_line(notice) for notice in begun)
    raise QuestionError(
        "ambiguous-id",
        zh=f"有 {len(begun)} 份文件的编号以 {document_id} 开头，请多写几位：\n{listed}",
        en=f"{len(begun)} notices have ids that begin with {document_id}; write more of it:\n{listed}",
    )


@documents.command("delete")
def delete_document(document_id: IdArgument, as_json: JsonOption = False, lang: LangOption = "zh") -> None:
    """删除一份文件，此后不再引用。· Delete a notice; it is never cited again."""
    with reporting(lang):
        from ingest.store.store import NoticeStore

        store = NoticeStore.open(settings_for(lang))
        notice = store.notice(document_id)
        store.delete(document_id)
        if as_json:
            from ui.schemas import DocumentSummary

            print_json(DocumentSummary.of(notice))
        else:
            say(f"{in_lang(lang, '已删除', 'Deleted')} {notice_line(notice)}")
