from __future__ import annotations

from kg.extract.sentences import find_sentences

TEXT = "工作要点\n\n  一季度,新建3所;二季度:验收。\n(供稿:某某)"


def test_sentences_cover_all_that_is_not_blank() -> None:
    covered = "".join(TEXT[sentence.start : sentence.end] for sentence in find_sentences(TEXT))
    assert covered == "".join(TEXT.split())


def test_headings_and_paragraphs() -> None:
    sentences = find_sentences(TEXT)
    assert [sentence.is_heading for sentence in sentences] == [True, False, False, True]
    assert [sentence.paragraph for sentence in sentences] == [0, 1, 1, 2]


def test_clauses_end_at_commas_and_colons() -> None:
    clauses = [TEXT[clause.start : clause.end] for clause in find_sentences(TEXT)[1].clauses]
    assert clauses == ["一季度", "新建3所;"]


def test_nothing_in_nothing() -> None:
    assert find_sentences(" \n\t") == ()
