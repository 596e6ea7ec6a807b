"""Layers of an image as trees: the engine's own folders where they can be seen, else by `docker save`."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from grader.engine.client import Connection, engine_failures
from grader.engine.folder_tree import FolderTree
from grader.engine.layer_folders import layer_folders
from grader.engine.model import Image
from grader.engine.port import LayerTree
from grader.engine.saved_tree import saved_trees


@contextmanager
def layer_trees(
    connection: Connection, image: Image, diff_ids: Collection[str]
) -> Iterator[Mapping[str, LayerTree]]:
    """Those of the image's layers, by DiffID. Raises EngineFailureError."""
    folders = layer_folders(connection, image, diff_ids) if diff_ids else {}
    if folders is not None:
        yield {diff_id: FolderTree(folder) for diff_id, folder in folders.items()}
        return
    with engine_failures("reading the image's layers"):
        archive = connection.api.get_image(image.image_id)
    with saved_trees(archive, image.layers, diff_ids) as trees:
        yield trees
