"""A QR code as the outline of a drawing, which our pages may hold: no picture, no style."""

import qrcode

#: White around it, in squares: readers need it.
MARGIN = 2


def qr_path(text: str) -> tuple[int, str]:
    """How many squares it is wide, and the outline of the dark ones as SVG draws it."""
    code = qrcode.QRCode(border=MARGIN, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    squares = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(squares)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return len(squares), path
