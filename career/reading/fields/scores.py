"""How much a piece of a head looks like each field: the words it has, the looks it has, where it stands."""

import re

from career.reading.fields.places import is_place
from career.reading.fields.segments import Piece
from career.reading.fields.vocabulary import has_company_word, has_degree, has_school, has_title, words_in


def position(piece: Piece) -> float:
    text, parts = piece.text, words_in(piece.text)
    score = 3.0 * has_title(text) + piece.bold + (piece.row == 0)
    score -= any(letter.isdigit() for letter in text)
    score -= 2 * has_company_word(text) + 3 * (is_place(text) and not has_title(text)) + 3 * has_school(text)
    return score - 2 * (len(parts) > 8) - 3 * piece.after_link_word


def company(piece: Piece) -> float:
    text = piece.text
    score = 3.0 * has_company_word(text) + 3 * piece.after_link_word + bool(piece.linked)
    score += piece.bold + (piece.row == 0) + _capitalised(text)
    score += has_school(text)
    return score - 2 * has_title(text) - 3 * is_place(text) - 2 * (len(words_in(text)) > 8)


def location(piece: Piece) -> float:
    text = piece.text
    score = 4.0 * is_place(text) + piece.right + (piece.column == 1)
    score -= 4 * has_title(text) + 3 * has_company_word(text) + 3 * (len(text.split()) > 4)
    return score - 4 * (has_school(text) and not is_place(text)) - piece.bold


def institution(piece: Piece) -> float:
    score = 4.0 * has_school(piece.text) + (piece.row == 0) + piece.bold + bool(piece.linked)
    score += 0.5 * _capitalised(piece.text) + 2 * piece.after_link_word
    return score - 3 * has_degree(piece.text) - 3 * is_place(piece.text) - 2 * _is_score(piece.text)


def degree(piece: Piece) -> float:
    score = 4.0 * has_degree(piece.text) + 0.5 * (piece.row > 0) + 0.5 * (" " in piece.text)
    return score - 3 * (has_school(piece.text) and not has_degree(piece.text)) - 3 * is_place(piece.text)


def area(piece: Piece) -> float:
    score = 1.0 + piece.comma
    if has_degree(piece.text) or has_school(piece.text) or is_place(piece.text) or _is_score(piece.text):
        return -3.0
    return score


def _is_score(text: str) -> bool:
    return (
        bool(re.search(r"\b(?:gpa|cgpa|grade|note|nota|media)\b", text, re.IGNORECASE)) or text[:1].isdigit()
    )


def _capitalised(text: str) -> bool:
    letters = [part for part in words_in(text) if part[0].isalpha() and len(part) > 3]
    return bool(letters) and all(not part[0].islower() for part in letters)
