"""Permission for one user to pass through one folder, given without opening it to anybody else."""

import errno
import os
import stat
import struct
from pathlib import Path

ATTRIBUTE = "system.posix_acl_access"
# linux/posix_acl_xattr.h and posix_acl.h: a version, then (tag, permissions, id) sorted by tag and id.
HEADER, VERSION = struct.Struct("<I"), 2
ENTRY = struct.Struct("<HHI")
USER_OBJ, USER, GROUP_OBJ, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
NOBODY = 0xFFFFFFFF
TRAVERSE = 0o1


def let_traverse(folder: Path, uid: int) -> None:
    """Let `uid` pass through `folder`, not list it; where there are no access lists, let everybody."""
    mode = folder.stat().st_mode
    if mode & stat.S_IXOTH:
        return
    try:
        acl = _read(folder, mode)
        acl[USER, uid] = acl.get((USER, uid), 0) | TRAVERSE
        acl[MASK, NOBODY] = acl.get((MASK, NOBODY), acl[GROUP_OBJ, NOBODY]) | TRAVERSE
        entries = (ENTRY.pack(tag, bits, who) for (tag, who), bits in sorted(acl.items()))
        os.setxattr(folder, ATTRIBUTE, HEADER.pack(VERSION) + b"".join(entries))
    except (AttributeError, OSError):  # not Linux, or a file system without access lists
        folder.chmod(mode | stat.S_IXOTH)


def _read(folder: Path, mode: int) -> dict[tuple[int, int], int]:
    try:
        packed = os.getxattr(folder, ATTRIBUTE)
    except OSError as error:
        if error.errno != errno.ENODATA:
            raise
        return {
            (USER_OBJ, NOBODY): mode >> 6 & 7,
            (GROUP_OBJ, NOBODY): mode >> 3 & 7,
            (OTHER, NOBODY): mode & 7,
        }
    return {(tag, who): bits for tag, bits, who in ENTRY.iter_unpack(packed[HEADER.size :])}
