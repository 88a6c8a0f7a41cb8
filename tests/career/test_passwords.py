"""Which passwords are taken, and how they are kept."""

import time

import pytest

from career.passwords import PasswordGuessable, Passwords, require_strong

ABOUT = ("ada@example.org", "Ada Lovelace")
CHEAP = {"memory_kib": 8, "passes": 1}


class TestStrength:
    @pytest.mark.parametrize(
        "password",
        [
            "password1234",
            "Password123456",
            "qwertyuiop12",
            "123456789012",
            "1q2w3e4r5t6y",
            "aaaaaaaaaaaaaaaa",
            "P@ssw0rd2024",
            "shortlist12345",
            "ada@example.org",
            "ada.lovelace.ada",
            "Lovelace1234",
        ],
    )
    async def test_what_is_leaked_common_or_about_the_person_is_refused(self, password: str) -> None:
        with pytest.raises(PasswordGuessable) as refused:
            await require_strong(password, at="/password", about=ABOUT)
        assert refused.value.at == "/password"
        assert password not in refused.value.detail

    @pytest.mark.parametrize(
        "password",
        ["correct horse battery", "zq9!mfvP0x2k", "дождь стучит по крыше", "鉄道は夜の海を渡る蜜柑箱"],
    )
    async def test_no_kind_of_character_is_asked_for(self, password: str) -> None:
        await require_strong(password, at="/password", about=ABOUT)

    async def test_a_hostile_text_is_judged_in_time(self) -> None:
        began = time.perf_counter()
        with pytest.raises(PasswordGuessable):
            await require_strong("aA" * 64, at="/password", about=("x" * 320, "y " * 100))
        assert time.perf_counter() - began < 2


class TestKeeping:
    async def test_one_password_is_one_however_a_keyboard_spells_it(self) -> None:
        passwords = Passwords(**CHEAP)
        stored = await passwords.hash("Bjo\u0308rk sings at night")
        assert await passwords.matches(stored, "Bj\u00f6rk sings at night")
        assert not await passwords.matches(stored, "Bjork sings at night")

    async def test_nothing_is_cut_off(self) -> None:
        passwords = Passwords(**CHEAP)
        stored = await passwords.hash("x" * 127 + "a")
        assert not await passwords.matches(stored, "x" * 127 + "b")

    async def test_nobody_has_no_password(self) -> None:
        passwords = Passwords(**CHEAP)
        assert not await passwords.matches(None, "nobody has this password")

    async def test_stored_nonsense_is_no_password(self) -> None:
        assert not await Passwords(**CHEAP).matches("plain", "plain")

    async def test_a_hash_of_other_parameters_is_outdated(self) -> None:
        old = await Passwords(memory_kib=8, passes=1).hash("x" * 12)
        assert Passwords(memory_kib=16, passes=1).outdated(old)
        assert not Passwords(**CHEAP).outdated(old)
