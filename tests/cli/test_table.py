from kg.cli.table import TableFormat, format_rows
from kg.query import Rows


def test_columns_line_up_under_han_characters() -> None:
    shown = format_rows(Rows(("name", "n"), (("县医院", 3), ("CDC", None))), TableFormat.TABLE)
    assert shown == "name    n\n------  -\n县医院  3\nCDC\n(2 rows)\n"


def test_a_long_cell_is_cut_in_a_table_and_whole_elsewhere() -> None:
    rows = Rows(("quote",), (("长" * 50,),))
    assert "…" in format_rows(rows, TableFormat.TABLE)
    assert "长" * 50 in format_rows(rows, TableFormat.CSV)
    assert "长" * 50 in format_rows(rows, TableFormat.JSON)


def test_no_rows_and_no_columns() -> None:
    assert format_rows(Rows(("a",), ()), TableFormat.TABLE) == "a\n-\n(0 rows)\n"
    assert format_rows(Rows((), ()), TableFormat.CSV) == "\n"
    assert format_rows(Rows(("a",), ()), TableFormat.JSON) == "[]\n"
