"""How the form looks: the house's colours and widths, in the terms of a workbook."""

INK, INK_2, INK_3, LINE = "#14202b", "#44515d", "#5f6b76", "#c6ccd2"
ACCENT, FILL, FILL_LIGHT, FILL_LINE = "#0b5cad", "#e3eefa", "#f5f9fd", "#bcd8f2"
"""The one cell to fill in is bluer than those that may stay empty."""

REJECTED = "FFD9A0"
"""The ground of a rejected cell, as openpyxl writes it."""
FONT = "Arial"

WIDTHS = {"key": 4, "name": 27, "meaning": 38, "unit": 15, "last": 20, "source": 33, "value": 15, "qualifier": 12, "value_high": 12,
          "status": 13, "period": 12, "note": 26}
"""Columns of a sheet with figures in their order, and how wide they are."""

COLUMN_OF = {name: place for place, name in enumerate(WIDTHS)}

LETTERS_OF_A_WIDTH = {"name": 1.0, "meaning": 1.3, "unit": 1.1, "last": 0.95, "source": 1.25}
"""Letters that fit a width of one: bold and large ones fewer, small ones more."""


def formats(book) -> dict:
    """Every format of the form by its name."""
    plain = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
    row = {**plain, "text_wrap": True, "bottom": 1, "bottom_color": "#e2e5e8"}
    fill = {**plain, "locked": False, "bg_color": FILL, "border": 1, "border_color": FILL_LINE}
    light = {**fill, "bg_color": FILL_LIGHT}
    small = {"font_size": 9, "font_color": INK_2}
    described = {
        "title": {**plain, "font_size": 16, "bold": True}, "lead": {**plain, "font_color": INK_2},
        "heading": {**plain, "font_size": 12, "bold": True, "valign": "bottom"},
        "paragraph": {**plain, "text_wrap": True, "valign": "top"}, "label": {**plain, "bold": True},
        "example": {**plain, "bold": True, "indent": 1, "bottom": 1, "bottom_color": "#e2e5e8"},
        "means": {**plain, "font_color": INK_2, "bottom": 1, "bottom_color": "#e2e5e8", "text_wrap": True},
        "head": {**plain, **small, "bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": INK},
        "head_fill": {**plain, "font_size": 9, "font_color": ACCENT, "bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2,
                      "bottom_color": ACCENT},
        "theme": {**plain, "font_size": 12, "bold": True, "valign": "bottom", "bottom": 1, "bottom_color": LINE},
        "name": {**row, "bold": True}, "meaning": {**row, **small}, "unit": {**row, **small, "indent": 1},
        "last": {**row, "align": "right", "indent": 1},
        "source": {**row, **small, "indent": 1},
        "number": {**fill, "bold": True, "num_format": "#,##0", "align": "right", "indent": 1},
        "decimal": {**fill, "bold": True, "num_format": "General", "align": "right", "indent": 1},
        "number_light": {**light, "num_format": "#,##0", "align": "right", "indent": 1},
        "decimal_light": {**light, "num_format": "General", "align": "right", "indent": 1},
        "fraction": {"num_format": "#,##0.00"}, "choice": {**light, "indent": 1},
        "period": {**light, "num_format": "@", "indent": 1}, "note": {**light, "num_format": "@", "text_wrap": True, "indent": 1},
        "fill_text": {**fill, "text_wrap": True, "indent": 1},
        "fill_day": {**fill, "num_format": "dd.mm.yyyy", "align": "left", "indent": 1},
    }
    return {name: book.add_format(shape) for name, shape in described.items()}
