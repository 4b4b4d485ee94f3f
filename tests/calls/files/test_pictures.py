"""Pictures are written anew."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from heliograph.frame.bare import TooManyPixels, Unreadable
from heliograph.network.files.rewriting_picture import rewrite
from tests.calls.files.making import checked, huge_png, picture
from tests.calls.files.refusing import refusal

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def from_phone(orientation: int = 1) -> bytes:
    """A photo twice as wide as high, its left half red, its right half blue, taken in Lomé."""
    photo = Image.new("RGB", (80, 40), "blue")
    photo.paste("red", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Maker of phones"
    exif[GPS] = {1: "N", 2: (6.0, 8.0, 16.0), 3: "E", 4: (1.0, 12.0, 45.0)}
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif, comment=b"Taken at home", quality=95)
    return out.getvalue()


def anew(data: bytes, most_pixels: int = 1_000_000) -> tuple[str, Image.Image, bytes]:
    out = io.BytesIO()
    kind = rewrite(io.BytesIO(data), out, most_pixels)
    return kind, Image.open(io.BytesIO(out.getvalue())), out.getvalue()


def test_a_photo_loses_its_place_its_maker_and_its_comment():
    given = from_phone()
    assert (b"Maker of phones" in given, b"Taken at home" in given) == (True, True)
    assert dict(Image.open(io.BytesIO(given)).getexif().get_ifd(GPS))[1] == "N"
    found = checked("photo.jpg", given)
    data = found.content.read()
    assert len(data) == found.size
    assert (b"Maker of phones" in data, b"Taken at home" in data, b"Exif" in data) == (False, False, False)
    assert dict(Image.open(io.BytesIO(data)).getexif()) == {}


def test_a_photo_that_lay_on_its_side_stands_upright():
    kind, photo, _data = anew(from_phone(orientation=6))
    assert (kind, photo.size) == ("jpeg", (40, 80))
    top, bottom = photo.convert("RGB").getpixel((20, 10)), photo.convert("RGB").getpixel((20, 70))
    assert (top[0] > 200 > top[2], bottom[2] > 200 > bottom[0]) == (True, True)


@pytest.mark.parametrize(
    ("saved", "mode", "kind", "kept_mode"),
    [
        ("PNG", "RGBA", "png", "RGBA"),
        ("PNG", "P", "png", "RGB"),
        ("PNG", "L", "png", "RGB"),
        ("WEBP", "RGBA", "webp", "RGBA"),
        ("GIF", "P", "png", "RGB"),
        ("JPEG", "CMYK", "jpeg", "RGB"),
        ("JPEG", "L", "jpeg", "RGB"),
    ],
)
def test_a_picture_keeps_its_format_and_what_is_seen_through(saved, mode, kind, kept_mode):
    out = io.BytesIO()
    Image.new(mode, (6, 4)).save(out, saved)
    found, shown, _data = anew(out.getvalue())
    assert (found, shown.mode, shown.size) == (kind, kept_mode, (6, 4))


def test_a_profile_of_colours_is_applied_and_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _kind, shown, data = anew(picture("PNG", icc_profile=profile))
    assert ("icc_profile" in shown.info, b"ICC" in data) == (False, False)
    assert shown.getpixel((0, 0)) == (255, 0, 0)
    assert anew(picture("PNG", icc_profile=b"no profile"))[1].getpixel((0, 0)) == (255, 0, 0)


def test_only_the_first_of_moving_pictures_is_kept():
    frames = [Image.new("RGB", (6, 4), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    _kind, shown, _data = anew(out.getvalue())
    assert (getattr(shown, "n_frames", 1), shown.convert("RGB").getpixel((0, 0))) == (1, (255, 0, 0))


def test_more_pixels_than_may_be_are_refused_by_the_header():
    assert refusal("bomb.png", huge_png(25_000, 20_000)) == "too-many-pixels"
    assert refusal("bomb.png", huge_png(2**31 - 1, 2**31 - 1)) == "too-many-pixels"
    with pytest.raises(TooManyPixels):
        anew(picture(size=(101, 100)), 10_000)


def test_a_picture_that_unpacks_to_less_than_it_says_is_refused():
    assert refusal("short.png", huge_png(5_000, 5_000)) == "damaged"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_is_cut_off_is_refused(kind):
    whole = io.BytesIO()
    Image.effect_noise((60, 60), 90).convert("RGB").save(whole, kind)
    with pytest.raises(Unreadable):
        anew(whole.getvalue()[:-400])


def test_a_cut_photo_is_refused_with_a_sentence():
    assert refusal("cut.jpg", from_phone()[:-300]) == "damaged"
