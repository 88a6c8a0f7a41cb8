"""Frames and what becomes of them: a row for each rule that is easy to get wrong."""

import pytest

from career.feed import History, Position, Publication
from realtime import protocol
from realtime.protocol import Malformed, Recovery, Refusal, requests
from realtime.recovery import contiguous, fitting, recover, result_json


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("{}", [protocol.Pong()]),
        ('{"id":1,"connect":{}}', [protocol.Connect(1, "", {})]),
        (
            '{"id":1,"connect":{"token":"t","name":"js","headers":{},"subs":{"user:1":{"recover":true,"offset":3,"epoch":"e"}}}}',
            [protocol.Connect(1, "t", {"user:1": Recovery(recover=True, offset=3, epoch="e")})],
        ),
        ('{"id":4294967295,"rpc":{"method":"m"}}', [protocol.Rpc(4294967295, "m", None)]),
        (
            '{"id":2,"subscribe":{"channel":"c","flag":2}}\n{"id":3,"unsubscribe":{"channel":"c"}}\n',
            [protocol.Subscribe(2, "c", Recovery(flag=2)), protocol.Unsubscribe(3, "c")],
        ),
        ('{"send":{"data":1}}', [protocol.Send()]),
        (
            '{"id":2,"history":{"channel":"c","limit":-1,"since":{"offset":1,"epoch":"e"},"reverse":true}}',
            [protocol.HistoryOf(2, "c", -1, Position(1, "e"), reverse=True)],
        ),
        ('{"id":2,"publish":{"channel":"c","data":{"a":1}}}', [protocol.Publish(2, "c", {"a": 1})]),
        ('{"id":2,"presence":{"channel":"c"}}', [protocol.Presence(2, "c")]),
        ('{"id":2,"presence_stats":{"channel":"c"}}', [protocol.PresenceStats(2, "c")]),
        ('{"id":2,"refresh":{"token":"t"}}', [protocol.Refresh(2, "t")]),
        ('{"id":2,"sub_refresh":{"channel":"c"}}', [protocol.SubRefresh(2, "c")]),
        ('{"id":1,"strange":1,"connect":{"stranger":[]}}', [protocol.Connect(1, "", {})]),
        ('{"id":1,"subscribe":{"channel":null,"recover":null}}', [protocol.Subscribe(1, "", Recovery())]),
    ],
)
def test_a_frame_is_read(frame: str, expected: list[protocol.Request]) -> None:
    assert requests(frame) == expected


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "nonsense",
        "[]",
        "1",
        '{"id":1}',
        '{"id":1,"shout":{}}',
        '{"id":0,"connect":{}}',
        '{"connect":{}}',
        '{"id":4294967296,"connect":{}}',
        '{"id":true,"connect":{}}',
        '{"id":1.0,"connect":{}}',
        '{"id":"1","connect":{}}',
        '{"id":-1,"connect":{}}',
        '{"id":1,"connect":[]}',
        '{"id":1,"connect":{"token":1}}',
        '{"id":1,"connect":{"subs":[]}}',
        '{"id":1,"connect":{"subs":{"c":1}}}',
        '{"id":1,"connect":{},"subscribe":{}}',
        '{"id":1,"subscribe":{"channel":7}}',
        '{"id":1,"subscribe":{"channel":"c","recover":1}}',
        '{"id":1,"subscribe":{"channel":"c","offset":true}}',
        '{"id":1,"subscribe":{"channel":"c","offset":-1}}',
        '{"id":1,"subscribe":{"channel":"c","offset":9007199254740992}}',
        '{"id":1,"subscribe":{"channel":"c","offset":123456789012345678901234567890}}',
        '{"id":1,"subscribe":{"channel":"c","epoch":1}}',
        '{"id":1,"history":{"channel":"c","limit":-2}}',
        '{"id":1,"history":{"channel":"c","since":1}}',
        '{"id":1,"rpc":{"method":"m","data":NaN}}',
        '{"id":1,"rpc":{"method":"m","data":Infinity}}',
        '{"id":1,"rpc":{"method":"m","data":1e400}}',
        '{"id":1,"rpc":{"method":"m","data":"\\ud800"}}',
        '{"id":1,"rpc":{"method":"m","data":' + "[" * 5000 + "]" * 5000 + "}}",
        '{"id":1,"connect":{}}\n\n{"id":2,"rpc":{}}',
        '{"id":1,"connect":\n{}}',
    ],
)
def test_what_is_no_frame_is_malformed(frame: str) -> None:
    with pytest.raises(Malformed):
        requests(frame)


def test_replies_hold_no_newline_and_bodies_stay_as_they_were_made() -> None:
    body = '{"data":{"text":"a\\nb é"}}'
    line = protocol.publications_json([Publication(7, body)])
    assert line == '[{"data":{"text":"a\\nb é"},"offset":7}]'
    assert "\n" not in protocol.reply(1, "subscribe", line)


def test_an_error_says_whether_trying_again_helps() -> None:
    assert protocol.error_reply(3, protocol.internal_error()) == (
        '{"id":3,"error":{"code":100,"message":"internal server error","temporary":true}}'
    )
    assert "temporary" not in protocol.error_reply(3, protocol.permission_denied())


def test_a_close_reason_fits_its_frame() -> None:
    cut = protocol.close_reason("é" * 100)
    assert len(cut.encode()) <= 123
    assert cut == "é" * 61


def entries(*offsets: int) -> tuple[Publication, ...]:
    return tuple(Publication(offset, f'{{"data":{offset}}}') for offset in offsets)


def history(top: int, *offsets: int) -> History:
    return History(Position(top, "epoch"), entries(*offsets))


BACK = Recovery(recover=True, offset=3, epoch="epoch")


class TestRecovery:
    def test_a_recovered_reply_carries_the_offset_that_the_client_sent(self) -> None:
        outcome = recover(BACK, history(5, 4, 5), [], cap=10)
        assert (outcome.recovered, outcome.offset, outcome.position.offset) == (True, 3, 5)
        assert result_json(BACK, outcome) == (
            '{"recoverable":true,"positioned":true,"epoch":"epoch","offset":3,"recovered":true,'
            '"was_recovering":true,"publications":[{"data":4,"offset":4},{"data":5,"offset":5}]}'
        )

    def test_a_fresh_one_carries_the_top_and_no_publications(self) -> None:
        outcome = recover(Recovery(), history(5), [], cap=10)
        assert result_json(Recovery(), outcome) == (
            '{"recoverable":true,"positioned":true,"epoch":"epoch","offset":5}'
        )

    def test_a_zero_offset_is_left_out(self) -> None:
        assert "offset" not in result_json(Recovery(), recover(Recovery(), history(0), [], cap=10))

    def test_nothing_missed_is_recovered(self) -> None:
        assert recover(BACK, history(3), [], cap=10).recovered

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            (BACK, history(5, 5)),  # trimmed
            (BACK, history(5)),  # expired
            (BACK, history(5, 4)),  # torn
            (BACK, history(2)),  # above the top: this client's own affair
            (Recovery(recover=True, offset=3, epoch="other"), history(5, 4, 5)),
            (Recovery(recover=True, offset=0, epoch="_"), history(0)),
            (BACK, history(8, 4, 5, 6, 7, 8)),  # more than the cap of 4
        ],
    )
    def test_an_honest_no(self, asked: Recovery, found: History) -> None:
        outcome = recover(asked, found, [], cap=4)
        assert not outcome.recovered
        assert outcome.offset == outcome.position.offset == found.position.offset
        assert outcome.publications == ()

    def test_a_client_that_loads_the_state_hears_112(self) -> None:
        with pytest.raises(Refusal) as refused:
            recover(Recovery(recover=True, offset=3, epoch="epoch", flag=3), history(5), [], cap=4)
        assert refused.value.code == 112

    def test_compaction_is_ignored(self) -> None:
        asked = Recovery(recover=True, offset=3, epoch="epoch", flag=1)
        assert not recover(asked, history(5), [], cap=4).recovered

    def test_an_empty_epoch_matches_any(self) -> None:
        assert recover(Recovery(recover=True, offset=3), history(5, 4, 5), [], cap=4).recovered

    def test_what_came_meanwhile_is_appended_once(self) -> None:
        buffered = [("epoch", publication) for publication in entries(4, 5, 6, 7)]
        outcome = recover(BACK, history(5, 4, 5), buffered, cap=10)
        assert [entry.offset for entry in outcome.publications] == [4, 5, 6, 7]
        assert (outcome.offset, outcome.position.offset) == (3, 7)

    def test_a_fresh_one_begins_after_what_came_meanwhile(self) -> None:
        outcome = recover(Recovery(), history(5), [("epoch", entries(6)[0])], cap=10)
        assert (outcome.offset, outcome.position.offset, outcome.publications) == (6, 6, ())

    @pytest.mark.parametrize("came_in", [("epoch", 7), ("other", 6)])
    def test_a_gap_or_another_epoch_meanwhile_is_tried_again(self, came_in: tuple[str, int]) -> None:
        epoch, offset = came_in
        with pytest.raises(Refusal) as refused:
            recover(BACK, history(5, 4, 5), [(epoch, entries(offset)[0])], cap=10)
        assert (refused.value.code, refused.value.temporary) == (100, True)

    @pytest.mark.parametrize(
        ("low", "found", "expected"),
        [
            (3, history(5, 4, 5), True),
            (5, history(5), True),
            (3, history(5, 5), False),
            (3, history(5, 4), False),
            (6, history(5), False),
        ],
    )
    def test_contiguous(self, low: int, found: History, expected: bool) -> None:  # noqa: FBT001 - a column
        assert contiguous(low, found) is expected

    @pytest.mark.parametrize(("room", "expected"), [(0, 0), (11, 1), (21, 1), (22, 2), (33, 3), (99, 3)])
    def test_what_fits_into_a_reply(self, room: int, expected: int) -> None:
        """A body here has eleven bytes: ten characters, one of them of two."""
        found = tuple(Publication(offset, '{"data":é}') for offset in range(3))
        assert fitting(found, room) == found[:expected]
