"""A rendering in a sentence of each language: what counts as it, and what does not."""

from __future__ import annotations

import pytest

from localize.translate import terms
from localize.translate.terms import inflections

# language, rendering, sentences in which it stands
STANDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("en", "Auntie Zhang", ("auntie zhang is here", "Auntie Zhang’s!", "the Auntie Zhangs")),
    ("en", "Auntie Zhang", ("Auntie Zhang's soup", "AUNTIE-ZHANG", "Auntie\u00a0Zhang")),
    ("en", "Dad", ("Dad!", "my dads", "Dad's", "“Dad…”", "Hi-Dad")),
    ("en", "the boss", ("a boss", "Boss!", "my boss's car", "the bosses")),
    ("en", "twice-cooked pork", ("Twice-cooked pork", "twice cooked pork", "twice‑cooked pork")),
    ("en", "family", ("two families",)),
    ("en", "wife", ("their wives",)),
    ("en", "shelf", ("the shelves",)),
    ("en", "dishwasherwoman", ("dishwasherwomen",)),
    ("en", "head of state", ("heads of state",)),
    ("en", "Ms. Su", ("Yes, Ms. Su!", "Ms Su's")),
    ("en", "Café Rouge", ("Cafe\u0301 Rouge",)),
    ("es", "cerdo recocido", ("cerdos recocidos", "cerdo recocida", "del Cerdo Recocido")),
    ("es-419", "tía Zhang", ("¡Tía Zhang!", "a la tía Zhang")),
    ("es", "tonta", ("¡Tonta!", "tontas")),
    ("es", "joven", ("los jóvenes",)),
    ("es", "examen", ("exámenes",)),
    ("es", "país", ("países",)),
    ("pt", "país", ("países",)),
    ("en", "thief", ("thieves",)),
    ("en", "He", ("It is He.", "He's here")),
    ("id", "Bang", ("Bang, sini!", "Bangnya")),
    ("id", "ibu", ("seibu", "Ibumu")),
    ("ar", "أم", ("أمك هنا", "الأم", "امي", "أمها")),
    ("ar", "عم", ("عمي هنا", "عمكم")),
    ("ar", "أب", ("أبي", "أبوك", "اباه")),
    ("he", "אח", ("אחי", "אחיך", "האח")),
    ("th", "ป้า", ("ป้ายังไม่มา", "ป้ามาแล้ว", "ป้า!")),
    ("th", "อา", ("อาจางมา", "อาเล็ก")),
    ("th", "ตา", ("ตายาย", "ตาเฒ่า")),
    ("th", "น้า", ("คุณน้า", "น้าสาว")),
    ("th", "แม่น้ำ", ("ไปที่แม่น้ำ",)),
    ("es", "el jefe", ("del jefe", "al jefe", "los jefes")),
    ("es", "casa de té", ("la casa del té", "casas de té")),
    ("es", "Salón Rojo", ("los Salones Rojos",)),
    ("es", "doña Wang", ("Doña Wang,",)),
    ("es", "pez gordo", ("peces gordos",)),
    ("pt-BR", "porco refogado", ("do porco refogado", "porcos refogados")),
    ("pt-BR", "a patroa", ("da patroa", "à patroa", "patroas")),
    ("pt-PT", "leão de pedra", ("leões de pedra", "leões da pedra")),
    ("pt", "homem fiel", ("homens fiéis",)),
    ("pt", "animal", ("animais",)),
    ("fr", "oncle Li", ("l'oncle Li", "L’oncle Li", "d'oncle Li")),
    ("fr", "le patron", ("du patron", "aux patrons", "patrons")),
    ("fr", "cheval blanc", ("chevaux blancs",)),
    ("fr", "grand chef", ("grands chefs",)),
    ("fr", "salle rouge", ("salles rouges",)),
    ("fr", "maison de thé", ("maison du thé", "maisons de thé")),
    ("it", "zia Zhang", ("la zia Zhang",)),
    ("it", "l'amico", ("dell'amico", "gli amici")),
    ("it", "ragazzo sciocco", ("ragazzi sciocchi",)),
    ("ro", "restaurant", ("restaurantul", "restaurantului", "restaurante")),
    ("de", "Roter Saal", ("im Roten Saal", "des Roten Saals", "Rote Saal")),
    ("de", "Tante Zhang", ("Tante Zhangs Suppe", "Tante Zhang's")),
    ("de", "der Chef", ("dem Chef", "des Chefs", "ein Chef")),
    ("nl", "tante Zhang", ("tante Zhangs",)),
    ("sv", "tant Zhang", ("tant Zhangs",)),
    ("id", "Ayah", ("ayahku", "Ayahmu", "ayahnya", "Ayahlah", "ayah-ayah")),
    ("id", "kedai teh", ("kedai tehnya",)),
    ("ms", "Ayah", ("ayahnyalah",)),
    ("fil", "Tiya Zhang", ("Tiyang Zhang", "si Tiya Zhang")),
    ("tr", "Zhang Teyze", ("Zhang Teyze'nin", "Zhang Teyze’ye", "Zhang Teyze'yle", "Zhang Teyze!")),
    ("tr", "baba", ("babam", "babama", "babasından", "babalar", "babamın")),
    ("tr", "Su", ("Su'ya", "Su’dan")),
    ("az", "Su Xiaoman", ("Su Xiaomana", "Su Xiaomanın")),
    ("fi", "Xiaoman", ("Xiaomanin", "Xiaomanille", "Xiaomania", "Xiaomanista")),
    ("fi", "täti Zhang", ("täti Zhangin",)),
    ("hu", "Xiaoman", ("Xiaomannak", "Xiaomant", "Xiaomannal")),
    ("ru", "Сяомань", ("Сяомани", "Сяоманя", "Сяоманю", "Сяоманем")),
    ("ru", "тётя Чжан", ("тёти Чжан", "тете Чжан", "тётю Чжан", "Тётей Чжан")),
    ("ru", "Ли Цзяньго", ("Ли Цзяньго,",)),
    ("ru", "красный зал", ("в красном зале", "красного зала")),
    ("uk", "тітка Чжан", ("тітки Чжан", "тітку Чжан", "тіткою Чжан")),
    ("pl", "ciocia Zhang", ("cioci Zhang", "ciocię Zhang", "ciocią Zhang")),
    ("pl", "Xiaoman", ("Xiaomana", "Xiaomanowi", "Xiaomanem")),
    ("cs", "teta Zhang", ("tety Zhang", "tetu Zhang", "tetou Zhang")),
    ("el", "θείος Λι", ("του θείου Λι", "τον θείο Λι")),
    ("ar", "العمة تشانغ", ("للعمة تشانغ", "والعمة تشانغ", "بالعمّة تشانغ")),
    ("ar", "العمة تشانغ", ("يا عمة تشانغ", "عمتي تشانغ", "العمه تشانغ")),
    ("ar", "أبي", ("ابي", "لأبي", "وأَبِي")),
    ("ar", "مطعم", ("المطعم", "مطعمه", "في مطعمنا", "كالمطعم")),
    ("fa", "عمه ژانگ", ("عمه ژانگ را", "عمه ژانگ")),
    ("ur", "بیٹا", ("بیٹے", "بیٹوں")),
    ("he", "דודה ז'אנג", ("לדודה ז'אנג", "והדודה ז׳אנג")),
    ("hi", "बेटा", ("बेटे", "बेटों", "मेरा बेटा")),
    ("hi", "झांग चाची", ("झांग चाची को", "झांग चाचियों")),
    ("bn", "বাবা", ("বাবার", "বাবাকে")),
    ("ta", "அப்பா", ("அப்பாவை", "அப்பாவுக்கு")),
    ("ko", "장 아주머니", ("장아주머니가 왔어요", "장 아주머니는요", "장 아주머니께서", "장 아주머니!")),
    ("ko", "샤오만", ("샤오만이", "샤오만은", "샤오만아!", "샤오만을")),
    ("ko", "샤오만", ("샤오만이에요", "샤오만이었어", "샤오만한테")),
    ("ko", "소만 씨", ("소만 씨를", "소만씨")),
    ("vi", "dì Trương", ("Dì Trương ơi",)),
    ("vi", "Hòa", ("Hoà", "cô Hòa")),
    ("sw", "Mzee Li", ("Mzee Li!",)),
    ("ja", "張おばさん", ("あの張おばさんが来た", "張　おばさん")),
    ("zh-Hant", "張阿姨", ("張阿姨好",)),
    ("yue", "張姨", ("張姨嚟咗",)),
    ("th", "ป้าจาง", ("สวัสดีป้าจางค่ะ", "ป้า จาง")),
    ("th", "น้ำ", ("ดื่มนํ้าไหม",)),
    ("lo", "ປ້າຈາງ", ("ສະບາຍດີປ້າຈາງ",)),
    ("km", "មីងចាង", ("មីងចាងមកហើយ",)),
    ("my", "ဒေါ်ကျန်း", ("ဒေါ်ကျန်းလာပြီ",)),
    ("eu", "Zhang izeba", ("ZHANG izeba!",)),
)  # fmt: skip

# language, rendering, sentences in which it does not stand
STANDS_NOT: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("en", "Auntie Zhang", ("Auntie Zhangfei", "MyAuntie Zhang", "Auntie Wang", "Zhang Auntie", "")),
    ("en", "Dad", ("Dadaist", "Daddy", "granddad")),
    ("en", "Ana", ("banana", "Anabel", "Aná")),
    ("en", "Ye", ("Yes, sir.", "Yen")),
    ("en", "Su", ("Sun", "Sus")),
    ("en", "Su Xiaoman", ("Su Xiaomen",)),
    ("en", "chat", ("chatter", "château")),
    ("es", "tía Zhang", ("tío Zhang", "tías")),
    ("es", "María", ("Mario",)),
    ("es", "amo", ("Él te ama.",)),
    ("es", "maestro", ("la maestra",)),
    ("es", "tonta", ("tonto",)),
    ("en", "He", ("he is here", "HE")),
    ("en", "May", ("You may go",)),
    ("en", "Sun", ("the sun is out",)),
    ("id", "Tan", ("Dasar setan!",)),
    ("id", "Dang", ("Dia sedang tidur.",)),
    ("id", "Lang", ("Satu langkah lagi.",)),
    ("id", "Ban", ("Jangan bantah!",)),
    ("ms", "Bang", ("Duduk di bangku.",)),
    ("ms", "Li", ("Kuli itu pergi.",)),
    ("ar", "آن", ("كان هنا",)),
    ("ar", "أم", ("أمام", "كأم")),
    ("th", "น้า", ("อย่าทำหน้าแบบนั้น",)),
    ("th", "ตา", ("ตามฉันมา", "ตามเขา", "เตา", "ตาย")),
    ("th", "ป้า", ("ป้ายหน้าร้าน",)),
    ("th", "ยาย", ("ฉันอ่านนิยาย", "พยายาม")),
    ("th", "แม่", ("ไปที่แม่น้ำ",)),
    ("th", "พ่อ", ("เขาเป็นพ่อค้า",)),
    ("th", "อา", ("กินอาหารกัน", "อาจมา")),
    ("th", "นาย", ("นายกมาแล้ว",)),
    ("es", "Ana", ("banana", "Anita")),
    ("es", "cerdo recocido", ("cerdo cocido", "recocido cerdo")),
    ("pt", "tia Zhang", ("tio Zhang",)),
    ("fr", "oncle Li", ("oncles Lin",)),
    ("it", "zia Zhang", ("zio Zhang",)),
    ("de", "Su", ("Sue", "Sun", "Suse")),
    ("id", "Ayah", ("ayahanda", "sayah")),
    ("tr", "Su", ("Sudan", "suya", "Sun")),
    ("fi", "Su", ("Suna",)),
    ("hu", "Su", ("Sut",)),
    ("ru", "Сяомань", ("Сяоминь", "Сяоманьский")),
    ("ru", "Ли", ("Лия", "или")),
    ("pl", "Li", ("Lia", "ulica")),
    ("ar", "مطعم", ("مطعوم", "أطعم")),
    ("ar", "لي", ("ليلى", "علي")),
    ("he", "דודה", ("דודן",)),
    ("hi", "राम", ("रामू", "आराम")),
    ("ko", "마리", ("마리아", "마리아가", "고마리")),
    ("ko", "장", ("사장", "장난")),
    ("vi", "An", ("Anh", "ăn", "án")),
    ("ja", "Li", ("Lily", "Eli")),
    ("th", "กา", ("กาํ", "กาี")),
    ("eu", "Ana", ("Anari", "banana")),
)  # fmt: skip


def cases(table: tuple[tuple[str, str, tuple[str, ...]], ...]) -> list[tuple[str, str, str]]:
    return [(target, form, text) for target, form, texts in table for text in texts]


@pytest.mark.parametrize(("target", "form", "text"), cases(STANDS))
def test_it_stands_in(target: str, form: str, text: str) -> None:
    assert terms.present(form, text, target)


@pytest.mark.parametrize(("target", "form", "text"), cases(STANDS_NOT))
def test_it_does_not_stand_in(target: str, form: str, text: str) -> None:
    assert not terms.present(form, text, target)


def test_every_language_with_rules_has_a_case() -> None:
    tried = {target.split("-")[0] for target, _, _ in STANDS}
    assert set(inflections.languages()) <= tried


@pytest.mark.parametrize(
    ("form", "text", "stands"),
    [
        ("One", "the One", True),
        ("One", "the one", False),
        ("One", "THE ONE", False),
        ("tripe", "We have tripe", True),
        ("tripe", "Tripe again?", True),
        ("tripe", "No. Tripe again?", True),
        ("tripe", "the Tripe", False),
        ("the One", "a One", False),
        ("Zhang", "Zhangs", True),
    ],
)
def test_exact_asks_for_the_case(form: str, text: str, stands: bool) -> None:
    assert terms.present(form, text, "en", exact=True) is stands


def test_places_are_those_of_the_text_as_it_stands() -> None:
    text = "Cafe\u0301 “Dad’s” and ﬁne dads"
    assert [text[place.start : place.end] for place in terms.places("Dad", text, "en")] == ["Dad’s", "dads"]
    thai = "พบ ป้า จาง ค่ะ"
    assert [thai[place.start : place.end] for place in terms.places("ป้าจาง", thai, "th")] == ["ป้า จาง "]


@pytest.mark.parametrize("form", ["", " ", "\u200b", "…", "(", "a*", "-", "'"])
@pytest.mark.parametrize("target", ["en", "th", "ar", "ko", "tr", "xx"])
def test_a_rendering_of_marks_breaks_nothing(form: str, target: str) -> None:
    terms.present(form, "some (text) a* … 'x'", target)
