from kg.cli.table import TableFormat, format_grounds, format_rows
from kg.query import Rows


def test_columns_line_up_under_han_characters() -> None:
    shown = format_rows(Rows(("name", "n"), (("县医院", 3), ("CDC", None))), TableFormat.TABLE)
    assert shown == "name    n\n------  -\n县医院  3\nCDC\n(2 rows)\n"


def test_a_long_cell_is_cut_in_a_table_and_whole_elsewhere() -> None:
    rows = Rows(("quote",), (("长" * 50,),))
    assert "…" in format_rows(rows, TableFormat.TABLE)
    assert "长" * 50 in format_rows(rows, TableFormat.CSV)


def test_no_rows_and_no_columns() -> None:
    assert format_rows(Rows(("a",), ()), TableFormat.TABLE) == "a\n-\n(0 rows)\n"
    assert format_rows(Rows((), ()), TableFormat.CSV) == "\n"


def test_lines_stand_under_the_row_they_belong_to() -> None:
    shown = format_grounds(Rows(("n",), ((1,), (2,))), [["first", "  words"], ["second"]])
    assert shown == "n\n-\n1\n    first\n      words\n2\n    second\n(2 rows)\n"
