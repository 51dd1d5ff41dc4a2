"""The folder a file goes to: it exists, has room, and no folder bears the file's name."""

import posixpath

from antavo_export.errors import FolderMissingError, NameTakenError, NoSpaceError
from antavo_export.pipeline.delivery.leftovers import remove_leftovers
from antavo_export.pipeline.delivery.names import folders_above
from antavo_export.pipeline.delivery.publication import Publication
from antavo_export.targets import BaseTarget, IfExists
from antavo_export.targets.remote import Remote


def prepare_folder(publication: Publication) -> None:
    """Make sure that the path can be published, before the first byte is sent.

    What earlier tries left is removed, once the folder is there.

    Raises:
        FolderMissingError: the folder does not exist and ``create_folders`` is off.
        NameTakenError: the name is a folder, or a file although ``if_exists`` is ``fail``.
        NoSpaceError: the server tells how much room there is, and the file does not fit.
    """
    remote, path = publication.remote, publication.path
    folder = posixpath.dirname(path)
    if not remote.is_folder(folder):
        _create_folders(remote, publication.target, path)
    publication.this_try.journal.forget()  # first: a missing part with a journal means "published"
    remove_leftovers(remote, publication.this_try, path)
    _refuse_taken_name(remote, publication.target.if_exists, path)
    free, needed = remote.free_bytes(folder), publication.file.size
    if free is not None and free < needed:
        raise NoSpaceError(
            remote.where(path), f"the file has {needed} bytes, the server has room for {free}"
        )


def _create_folders(remote: Remote, target: BaseTarget, path: str) -> None:
    if not target.create_folders:
        folder = posixpath.dirname(path)
        raise FolderMissingError(remote.where(path), f"there is no folder {folder}")
    for folder in folders_above(path):
        if not remote.is_folder(folder):
            remote.make_folder(folder)


def _refuse_taken_name(remote: Remote, if_exists: IfExists, path: str) -> None:
    if if_exists is IfExists.NUMBER:
        return
    if remote.is_folder(path):
        raise NameTakenError(remote.where(path), "a folder has this name")
    if if_exists is IfExists.FAIL and remote.size(path) is not None:
        raise NameTakenError(remote.where(path), "a file with this name exists")
