"""Where files are kept: a port, and one adapter over `obstore` for disk, memory and object stores."""

from career.storage.keys import Folder, Key
from career.storage.objects import ObjectStorage, open_storage
from career.storage.port import Storage

__all__ = ["Folder", "Key", "ObjectStorage", "Storage", "open_storage"]
