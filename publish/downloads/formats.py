"""How a number of a unit is shown in a workbook: never another number, only its digits and its sign. Pure."""

PLAIN = "#,##0"
MOST_DECIMALS = 6


def number_format(value: float, kind: str) -> str:
    """The number format of a value by the kind of its unit (records.Unit.kind): thousands parted, as many decimals as it has."""
    decimals = _decimals(value)
    shown = PLAIN + ("." + "0" * decimals if decimals else "")
    if kind == "percent":
        return shown + '"%"'
    if kind == "date":
        return "0"
    return shown


def _decimals(value: float) -> int:
    """Decimals that a value has, at most six."""
    return next((n for n in range(MOST_DECIMALS) if round(value, n) == value), MOST_DECIMALS)
