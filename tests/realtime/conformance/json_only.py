"""Run in a process of its own: the SDK's tests as they are, without what our server does not offer.

They try each behaviour in JSON and in protobuf, within one test, so a client that asks for protobuf skips its
part. The server may be on any port. The last line says what happened, as JSON.
"""

import io
import json
import sys
import unittest
from collections import Counter
from typing import Any

import centrifuge

from tests import centrifugo

PORT = sys.argv[1]
_PROTOBUF = "needs protobuf"
_begin = centrifuge.Client.__init__


def begin(self: centrifuge.Client, address: str, *arguments: Any, **options: Any) -> None:
    if options.get("use_protobuf"):
        raise unittest.SkipTest(_PROTOBUF)
    _begin(self, address.replace(":8000", f":{PORT}"), *arguments, **options)


def main() -> None:
    centrifuge.Client.__init__ = begin  # type: ignore[method-assign] # the SDK has no setting for it
    centrifugo.CENTRIFUGO_HTTP_URL = f"http://localhost:{PORT}"
    suite = unittest.defaultTestLoader.loadTestsFromName("tests.test_client")
    report = io.StringIO()
    result = unittest.TextTestRunner(report, verbosity=2).run(suite)
    sys.stderr.write(report.getvalue())
    whole = Counter(why for test, why in result.skipped if not hasattr(test, "test_case"))
    parts = Counter(why for test, why in result.skipped if hasattr(test, "test_case"))
    failed = [test.id() for test, _ in (*result.failures, *result.errors)]
    ran = result.testsRun - whole.total()
    sys.stdout.write(json.dumps({"ran": ran, "failed": failed, "skipped": whole, "skipped_parts": parts}))


if __name__ == "__main__":
    main()
