"""What nobody can see is found, and nobody's honest name is refused."""

from __future__ import annotations

import re
import sys
import unicodedata
from re import _constants, _parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameboat import hidden
from sameboat.hidden import DOUBT, find_fault, is_beyond_doubt

HONEST_NAMES = {
    "spanish": "José Muñoz Güell",
    "irish": "O'Brien-Ńdiaye",
    "typographic apostrophe": "Siobhán O’Neill",
    "hawaiian": "Kaʻiulani Kānekoa",
    "tongan, modifier apostrophe": "Maʻafu ʻAmanaki",
    "polish": "Zażółć Gęślą-Jaźń",
    "turkish": "İlker Ağaoğlu Iğdır",
    "icelandic": "Þórður Ævarsson",
    "vietnamese": "Nguyễn Thị Ngọc Bích",
    "vietnamese, decomposed": unicodedata.normalize("NFD", "Nguyễn Thị Ngọc Bích"),
    "yoruba": "Ọlọ́runfẹ́mi Adébáyọ̀",
    "lithuanian with accents": "Žẽmė Ė̃nerė",
    "ewe": "Ɖekɔŋu Ʋevi",
    "pinyin": "Lǚ Nǚshì Lǜ",
    "sanskrit in latin": "Kr̥ṣṇa R̥̄ṣi Ḷ́",
    "ipa": "ˈkʷɛ̃ːt͡ʃi ˈzaθi",
    "small capitals": "Iɴᴅɪᴀ",
    "mathematical letters": "𝓩𝓸ë 𝔸𝕕𝕒",
    "full width": "ＺＯＥ",
    "russian": "Иван Petrov",
    "russian, stressed": "Фёдор за́мок Толсто́й",
    "russian, decomposed": unicodedata.normalize("NFD", "Андрей Йогуртов"),
    "ukrainian": "Олександр Ґонґадзе п'ять п’ять пʼять",
    "serbian": "Ђорђе Његош Љиљана",
    "kazakh": "Әлия Құнанбайқызы Өмір",
    "church slavonic": "сщ҃е́нный ст҃ы́й",
    "greek": "Γιώργος Παπαδόπουλος",
    "ancient greek": "Σωκράτης ᾠδή Ἀθῆναι ᾧ",
    "armenian": "Արամ Խաչատրյան և Բաբաջանյան",
    "georgian": "ნინო ბერიძე",
    "hebrew": "נועה בן־דוד",
    "hebrew with points": "שָׁלוֹם נֹעַם",
    "hebrew with cantillation": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
    "hebrew with a grapheme joiner": "יְרוּשָׁלַ͏ִם",
    "yiddish": "ייִדיש שפּראַך",
    "arabic": "نور الدين",
    "arabic with vowels": "مُحَمَّدٌ رَّسُولُ ٱللَّٰهِ",
    "persian with non-joiner": "می‌خواهم کتاب‌ها",
    "persian abbreviation with joiner": "۱۴۰۲ ه‍.ش",
    "urdu": "نستعلیق پاکستان ﷺ",
    "kurdish": "ژیان هەڵگورد",
    "uyghur": "ئۇيغۇر تىلى",
    "syriac": "ܣܘܪܝܝܐ ܡܪܢ",
    "dhivehi": "ދިވެހި",
    "n'ko": "ߒߞߏ ߛߎ߬",
    "amharic": "አበበ ቢቂላ",
    "tifinagh": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "hindi": "नमस्ते अर्पिता ज़ोया",
    "marathi with joiner": "सुर्‍या",
    "vedic": "अ॒ग्निमी॑ळे पु॒रोहि॑तं",
    "bengali with joiner": "র‍্যাব শ্রেয়া",
    "punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "gujarati": "નરેન્દ્ર",
    "odia": "ଓଡ଼ିଆ",
    "tamil": "ஸ்ரீ தமிழ்",
    "telugu": "తెలుగు శ్రీనివాస్",
    "kannada": "ಶ್ರೀ ಕನ್ನಡ",
    "malayalam with joiner": "ന്‍റെ മലയാളം",
    "sinhala with joiner": "ශ්‍රී ලංකා ක්‍ෂ",
    "thai": "สมชาย น้ำผึ้ง ก็ปั๋น",
    "thai with breaks": "สวัสดี\u200bครับ",
    "lao": "ສົມຊາຍ ຫຼ້າ",
    "khmer with breaks": "ភាសា\u200bខ្មែរ ស្រ្តី",
    "burmese": "မြန်မာ မြွှို့ ကျွန်ုပ်",
    "tibetan": "བོད་སྐད་ ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ",
    "tibetan stack": "ཧྐྵྨླྺྼྻྂ",
    "mongolian with its vowel separator": "ᠮᠣᠩᠭᠣᠯ\u180eᠠ ᠨᠢᠭᠡ\u180b",
    "cherokee": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ",
    "inuktitut": "ᐃᓄᒃᑎᑐᑦ",
    "javanese": "ꦗꦮ ꦏꦺꦴꦁꦉꦱ꧀",
    "balinese": "ᬩᬲᬩᬮᬶ",
    "adlam": "𞤀𞤣𞤤𞤢𞤥",
    "chinese": "名前 王小明",
    "chinese with a variant": "葛\U000e0100城",
    "japanese": "山田ハナコ・はなこ ヴィクター ｶﾞｷﾞ",
    "japanese, decomposed": unicodedata.normalize("NFD", "がぎぐ ぱぴぷ"),
    "korean": "김민수 한글",
    "korean, decomposed": unicodedata.normalize("NFD", "김민수 한글"),
    "bopomofo": "ㄅㄆㄇ 注音",
    "latin and han": "AI研究者のTomさん",
    "latin and thai": "เขียนPythonและGo",
    "latin and hangul": "LG전자에서",
    "n with cedilla and dot": "M̧ajeļ N̄o",
}
EMOJI = {
    "a person with a job": "👩‍💻 Zoë",
    "a family": "👨‍👩‍👧‍👦",
    "a family of one": "🧑‍🧒",
    "skin tones": "👍🏽👩🏿‍🦱🫱🏻‍🫲🏿",
    "a couple": "👩🏼‍❤️‍💋‍👨🏾",
    "gender signs": "🏃🏽‍♀️🤷‍♂️",
    "a direction": "🏃‍➡️🙂‍↔️",
    "rainbow and pirate flags": "🏳️‍🌈🏴‍☠️🏳️‍⚧️",
    "flags of regions": "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁵󠁳󠁴󠁸󠁿",
    "flags": "🇫🇷🇮🇳🇧🇷",
    "keycaps": "1️⃣ 2️⃣ #️⃣ *️⃣",
    "hearts": "❤️ ♥︎ 🩷 ❤️‍🔥",
    "signs": "© ®️ ™️ ‼️ ↗️ ✔️ ☀️",
    "newer than Python's tables": "\U0001fae9\U0001faea\U0001fac8",
}
HONEST_TEXT = {
    "a case ending": "Python'ом и Python’ом, PhD-студент, SQLщик, Webинар",
    "a unit": "5 μs, 5 µs, 10 kΩ, 20 kΩ, ΔT, πr²",
    "a formula": "αx + βy, hν, ∑ᵢ xᵢ ≤ ½",
    "biology": "IFNγ, TNFα, NFκB-pathway",
    "chuvash with latin letters": "чăваш чĕлхи Çăкăр",
    "ossetian with latin letters": "Ирæттæ æмæ",
    "phonetics": "ˈθɪŋk ˈβaχ",
    "a price": "€5 £3 ¥100 ₹20 ₿",
    "box drawing": "━━━ ░▒▓ ┌─┐ │",
    "braille": "⠓⠑⠇⠇⠕\u2800⠺⠕⠗⠇⠙",
    "direction marks beside hebrew": "\u200f(נועה)\u200e C++ \u200f",
    "french spaces": "« Bonjour ! »",
    "ideographic space": "山田\u3000花子",
    "slashed zero": "0\ufe00",
    "several lines": "one\r\n\ttwo\n三\n",
    "shrug": "¯\\_(ツ)_/¯ ಠ_ಠ ʕ•ᴥ•ʔ ( ͡° ͜ʖ ͡°) (づ｡◕‿‿◕｡)づ",
}


@pytest.mark.parametrize("text", [*HONEST_NAMES.values(), *EMOJI.values(), *HONEST_TEXT.values()])
def test_honest_text_passes(text):
    assert find_fault(text) is None


@pytest.mark.parametrize(
    "text", ["José", "名前", "👩🏽 — “Zoë”", "Иван Petrov", "نور", "👩‍💻 ❤️ 1️⃣", "می‌خواهم", "Արամ", "नमस्ते"]
)
def test_common_text_is_told_quickly(text):
    assert is_beyond_doubt(text)


REFUSED = {
    "a right-to-left override": ("Ada\u202eadA", 3, 4, "hidden-character"),
    "an embedding": ("a\u202bb", 1, 2, "hidden-character"),
    "an isolate in Arabic": ("نور\u2067x", 3, 4, "hidden-character"),
    "a direction mark without a cause": ("Ada\u200f", 3, 4, "hidden-character"),
    "an Arabic letter mark without a cause": ("Ada\u061c", 3, 4, "hidden-character"),
    "a zero width space": ("Ad\u200ba", 2, 3, "hidden-character"),
    "a non-joiner in Latin": ("Ad\u200ca", 2, 3, "hidden-character"),
    "a joiner in Latin": ("Ad\u200da", 2, 3, "hidden-character"),
    "a joiner before a space": ("👩\u200d x", 1, 2, "hidden-character"),
    "a joiner between letter and emoji": ("a\u200d💻", 1, 2, "hidden-character"),
    "three non-joiners in Persian": ("می\u200c\u200c\u200cخواهم", 3, 4, "hidden-character"),
    "a word joiner": ("a\u2060b", 1, 2, "hidden-character"),
    "a byte order mark": ("a\ufeffb", 1, 2, "hidden-character"),
    "a soft hyphen": ("a\u00adb", 1, 2, "hidden-character"),
    "a Hangul filler": ("\u3164", 0, 1, "hidden-character"),
    "a half-width Hangul filler": ("\uffa0", 0, 1, "hidden-character"),
    "a Hangul choseong filler": ("\u115f", 0, 1, "hidden-character"),
    "a Mongolian separator in Latin": ("a\u180eb", 1, 2, "hidden-character"),
    "a grapheme joiner in Latin": ("a\u034fb", 1, 2, "hidden-character"),
    "an invisible operator": ("a\u2062b", 1, 2, "hidden-character"),
    "a Braille blank alone": ("\u2800", 0, 1, "hidden-character"),
    "tags after an emoji": ("👍\U000e0061\U000e007f", 1, 2, "hidden-character"),
    "an unfinished flag": ("🏴\U000e0067\U000e0062", 1, 2, "hidden-character"),
    "a message in tags": ("hi\U000e0041", 2, 3, "hidden-character"),
    "a message in selectors": ("😀\ufe01\U000e0101", 1, 2, "hidden-character"),
    "selectors in a row": ("x\ufe0f\ufe0e", 1, 2, "hidden-character"),
    "an ideographic selector in Latin": ("a\U000e0100", 1, 2, "hidden-character"),
    "an annotation": ("a\ufff9b\ufffac\ufffb", 1, 2, "hidden-character"),
    "an object replacement": ("a\ufffc", 1, 2, "hidden-character"),
    "a noncharacter": ("a\ufdd0", 1, 2, "hidden-character"),
    "a bell": ("Ada\x07", 3, 4, "control-character"),
    "an escape": ("\x1b[31mAda", 0, 1, "control-character"),
    "a line separator": ("a\u2028b", 1, 2, "control-character"),
    "a lone surrogate": ("a\ud800", 1, 2, "control-character"),
    "four marks": ("Z\u0300\u0301\u0302\u0303oe", 0, 5, "stacked-marks"),
    "four marks at the start": ("\u0300\u0301\u0302\u0303", 0, 4, "stacked-marks"),
    "a tower above and below": ("ab" + "\u0335\u0328\u0350" * 20, 1, 62, "stacked-marks"),
    "a tower in Thai": ("ก" + "\u0e47" * 5, 0, 6, "stacked-marks"),
    "a tower in Arabic": ("ن" + "\u064e" * 9, 0, 10, "stacked-marks"),
    "a Cyrillic a": ("my pаypal", 3, 9, "mixed-scripts"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "start", "end", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_what_nobody_writes_in_good_faith_is_found_in_its_place(text, start, end, code):
    fault = find_fault(text)
    assert fault is not None
    assert (fault.code, fault.start, fault.end) == (code, start, end)


DOUBTFUL = {
    "a private character": ("\uf8ff pie", 0, 1),
    "a private character beyond the basic plane": ("a\U000f0000", 1, 2),
    "a lost letter": ("Mu\ufffdoz", 2, 3),
    "a selector after a letter": ("x\ufe0f", 1, 2),
    "a selector twice": ("❤\ufe0f\ufe0f", 2, 3),
    "an acronym with an ending": ("я ITшник", 2, 8),
}


@pytest.mark.parametrize(("text", "start", "end"), DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_what_may_be_meant_is_only_a_doubt(text, start, end):
    fault = find_fault(text)
    assert fault is not None
    assert (fault.code, fault.start, fault.end) == (DOUBT, start, end)


def test_an_error_is_told_before_a_doubt_that_comes_first():
    fault = find_fault("\uf8ff pаypal")
    assert fault is not None
    assert fault.code == "mixed-scripts"


def test_of_several_errors_the_first_is_told():
    fault = find_fault("pаypal a\u200b Z\u0300\u0301\u0302\u0303")
    assert fault is not None
    assert (fault.code, fault.start) == ("mixed-scripts", 0)


def test_a_fault_is_told_without_what_it_is_about():
    for text, *_ in REFUSED.values():
        fault = find_fault(text)
        assert fault is not None
        assert fault.message.isprintable()
        assert fault.hint.isprintable()


def test_a_character_is_called_by_its_name():
    fault = find_fault("Ada\u202e")
    assert fault is not None
    assert "U+202E, right-to-left override" in fault.message


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_printable_ascii_is_never_at_fault(text):
    assert find_fault(text) is None


# Characters that meet in faults, so that Hypothesis need not find them among a million.
TROUBLE = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "aZ0 я αա名نक\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f\ufe00💻🏴❤\U000e0067\U000e007f\u0301\u064e\u0e47\u202e"
        ),
        st.characters(),
    ),
    max_size=40,
)


@given(TROUBLE)
def test_a_fault_stands_inside_its_text(text):
    fault = find_fault(text)
    if fault is not None:
        assert 0 <= fault.start < fault.end <= len(text)
        assert fault.message


@given(TROUBLE)
def test_the_quick_look_never_passes_what_the_long_one_would_find(text):
    if is_beyond_doubt(text):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(hidden, "is_beyond_doubt", lambda _: False)
            assert find_fault(text) is None


@given(TROUBLE, TROUBLE)
def test_a_fault_stays_one_when_text_follows_in_another_line(text, other):
    fault = find_fault(text)
    # A doubt of one text gives way to an error of the other; right-to-left text excuses a mark of direction.
    if fault is not None and fault.code != DOUBT and text[fault.start] not in "\u200e\u200f":
        longer = find_fault(f"{text}\n{other}")
        assert longer is not None
        assert longer.code != DOUBT


HARD = [
    "я" * 2_000, "яa" * 2_000, "Pythonа " * 2_000, "ITшник " * 2_000, "\u200f" * 2_000, "ن" + "\u200f" * 2_000,
    "a\u0301" * 2_000, "a\u0301\u0302\u0303" * 2_000, "क्" * 2_000, "ཧ" + "\u0fb5" * 2_000, "\ue000" * 2_000,
    "x\ufe0f" * 2_000, "👩\u200d" * 2_000, "🏴\U000e0067" * 2_000, "\u200c" * 2_000, "ن\u200c" * 2_000, "λx " * 2_000,
    "a α" * 2_000, "я \u0301" * 2_000, "\u2800" * 2_000 + "⠓", "ĕя" * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HARD, ids=lambda text: text[:4].encode("unicode_escape").decode())
def test_the_work_grows_as_the_text_does(text):
    few, many = calls_in(text[: len(text) // 8]), calls_in(text)
    assert many <= 10 * few + 2_000


def calls_in(text: str) -> int:
    """How many functions run, Python's own included, to find the fault in `text`."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    find_fault(text)  # compiles
    sys.setprofile(count)
    try:
        find_fault(text)
    finally:
        sys.setprofile(None)
    return calls


def test_no_pattern_goes_back_on_what_it_took():
    # What calls cannot count: a repeat without a limit that is not possessive may be tried in every length.
    from sameboat import alphabets

    patterns = [hidden._unusual(), hidden._honest(), hidden._piles(), hidden._invisible(), alphabets._words()]  # noqa: SLF001 - they are what this is about
    for pattern in patterns:
        assert list(unlimited_repeats(_parser.parse(pattern.pattern))) == []


def unlimited_repeats(parsed):
    for operation, argument in parsed:
        if (
            operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
            and argument[1] is _constants.MAXREPEAT
        ):
            yield operation
        for part in argument if isinstance(argument, (list, tuple)) else [argument]:
            for each in part if isinstance(part, list) else [part]:
                if isinstance(each, _parser.SubPattern):
                    yield from unlimited_repeats(each)


def test_the_test_for_such_repeats_sees_them():
    assert list(unlimited_repeats(_parser.parse("(?:ab|[cd]*)+")))
    assert not list(unlimited_repeats(_parser.parse("(?:ab|[cd]*+)*+(?=x{1,9})")))


def test_every_invisible_character_of_unicode_is_known():
    known = re.compile(f"[{hidden.CONTROL}{hidden._HIDDEN}{hidden._DOUBTFUL}]")  # noqa: SLF001 - they are what this is about
    visible = "\t\n\r\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            assert known.match(character) or character in visible or 0x13430 <= point <= 0x1345F, (
                f"U+{point:04X}"
            )
