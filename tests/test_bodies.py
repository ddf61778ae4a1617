"""Where articles are given, their texts decide which of them report one event, whatever their headlines share."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from summarizer.models import Entry, Source
from summarizer.stories.bodies import Bodies, shipped_body_model
from summarizer.stories.candidates import Corpus
from summarizer.stories.grouping import group

ROOT = Path(__file__).resolve().parent.parent
WEEKS = sorted((ROOT / "benchmarks" / "stories").glob("*.toml"))

BREACH = (
    "Corvane, which makes a chatbot for banks, said on Tuesday that intruders had read the chats of 1.4 million "
    "customers between August 24 and November 9. They used a token that a contractor of the company, Lindqvist Data, "
    "had left in a public folder. Regulators in Ostrand were told on Monday, the company said. Chats about loans and "
    "passport scans were among what was copied; passwords were not."
)
LESSON = (
    "Whoever asks a machine about a loan tells it more than a friend. Eleven weeks long anybody who had found one "
    "token could read along, as became known on Tuesday: 1.4 million people had written to Corvane's chatbot, some "
    "had sent passport scans. The token lay in a folder of Lindqvist Data, a contractor. Banks in Ostrand now ask "
    "why chats were kept at all, and who will pay for new passports."
)
OTHER = (
    "Corvane has opened a laboratory in Tallow for chips that read handwriting. Sixty engineers will move there by "
    "spring, and the town pays a third of the rent. The company wants to sell the chip to libraries first, which "
    "have written to it since a trial in May. It reads four pages a second and needs no network, says the head of "
    "the laboratory, Maren Holt."
)
FOREIGN = {
    "Dutch": [
        (
            "Sluis bij Oudewaard begeeft het, honderden woningen ontruimd",
            "Bij Oudewaard is in de nacht van maandag op dinsdag een sluisdeur bezweken. Het water stroomde de "
            "polder Krimperhoek in. 370 woningen werden ontruimd. Niemand raakte gewond. Het waterschap "
            "Leksteden had de deur in mei laten keuren en daarbij roest gevonden. Een noodpomp voert nu 900 "
            "liter per seconde af. Volgens dijkgraaf Hedwig Bloemers duurt het herstel vier maanden. De schade "
            "wordt geschat op acht miljoen euro. De minister komt woensdag kijken. Boeren brachten hun koeien "
            "naar een veiling in de buurt. De school blijft dicht.",
        ),
        (
            "'Roest is geen nieuws': hoe een keuring in de la bleef liggen",
            "In het rapport van mei staat het op bladzijde elf: de deur is op drie plaatsen doorgeroest. Toch "
            "deed waterschap Leksteden niets. Dat blijkt uit stukken die deze krant heeft ingezien. Dinsdag "
            "liep de Krimperhoek onder en moesten bewoners van 370 huizen weg. Dijkgraaf Bloemers zegt dat er "
            "geen geld was en dat andere sluizen slechter waren. Een oud-inspecteur spreekt van een kwestie van "
            "tijd. De oppositie wil een onderzoek. In de veilinghal staan nog altijd tweehonderd koeien. Een "
            "boer uit Oudewaard melkt er om vijf uur 's ochtends, bij het licht van zijn trekker.",
        ),
        (
            "Amsterdam wil elektrische vrachtboten voor alle winkels",
            "Amsterdam wil dat winkels in het centrum vanaf maart alleen nog over het water worden bevoorraad. "
            "De gemeente koopt twaalf elektrische boten voor zeven miljoen euro. Volgens de wethouder "
            "verdwijnen daardoor 400 vrachtwagens per dag uit de stad. Ondernemers vinden het plan te duur. Een "
            "proef van een half jaar liet zien dat bestellingen gemiddeld een uur later kwamen. De gemeenteraad "
            "stemt er woensdag over. Ook Utrecht en Leiden hebben belangstelling. De boten worden gebouwd op "
            "een werf in Zaandam en krijgen accu's die in twintig minuten te wisselen zijn.",
        ),
        (
            "Onderzoekers uit Delft maken beton dat water drinkt",
            "Onderzoekers van de universiteit in Delft hebben beton gemaakt dat regenwater opneemt en langzaam "
            "weer afgeeft. Een vierkante meter houdt veertig liter vast. In een proef in Rotterdam bleef een "
            "straat tijdens een bui droog. Het materiaal is twee keer zo duur als gewoon beton. De gemeente wil "
            "er vanaf januari drie pleinen mee bestraten, voor twee miljoen euro. Volgens de onderzoekers gaat "
            "het vijftig jaar mee. Andere wetenschappers vragen zich af wat er gebeurt bij strenge vorst. Het "
            "bedrijf dat het maakt zoekt nog mensen.",
        ),
    ],
    "French": [
        (
            "Une fresque de Timoléon Bazire découverte sous un plâtre à Angers",
            "Des ouvriers qui refaisaient une école d'Angers ont découvert sous le plâtre une fresque de "
            "Timoléon Bazire, longue de 23 mètres. Elle représente une moisson et date de 1927. L'architecte a "
            "fait arrêter les travaux. La région paiera la restauration, estimée à 410 000 euros. Bazire, mort "
            "fou à Nantes, passait pour n'avoir laissé que des dessins. Les élèves suivent les cours dans des "
            "préfabriqués jusqu'à Pâques. Une historienne a comparé la signature avec des lettres. Le public "
            "pourra voir l'œuvre un samedi par mois.",
        ),
        (
            "Quand la cantine cachait un chef-d'œuvre",
            "Pendant soixante ans, on a mangé de la purée devant une moisson sans la voir. La fresque de "
            "Timoléon Bazire dormait derrière le mur de la cantine, à Angers. C'est un maçon, Rui Tavares, qui "
            "a vu apparaître un pied nu. « J'ai posé la massette. » Les 23 mètres vont être nettoyés au coton. "
            "Des parents grognent : les préfabriqués sont froids, et 410 000 euros, c'est le prix d'un gymnase. "
            "La directrice emmène les classes regarder les restaurateurs. Un collectionneur suisse aurait "
            "proposé d'acheter le mur. Il n'est pas à vendre.",
        ),
        (
            "La start-up lyonnaise Batifol lève 14 millions d'euros",
            "La start-up lyonnaise Batifol a levé 14 millions d'euros auprès du fonds Rive Gauche et de la "
            "banque publique. Elle utilise l'intelligence artificielle pour prévoir les pannes des ascenseurs. "
            "L'entreprise emploie 70 personnes et veut en recruter 40 d'ici l'été. Fondée il y a quatre ans, "
            "elle a réalisé un chiffre d'affaires de cinq millions d'euros l'an dernier. Les fondateurs veulent "
            "s'installer en Allemagne et en Italie. Les clients sont surtout des offices de logement. Un "
            "concurrent suédois prépare un service semblable. La levée de fonds est la plus importante du "
            "secteur cette année, selon un cabinet parisien.",
        ),
        (
            "Santé : la start-up bordelaise Ouïe-Dire lève 18 millions d'euros",
            "Ouïe-Dire, une start-up de Bordeaux, a levé 18 millions d'euros auprès du fonds Rive Gauche et "
            "d'investisseurs privés. Son logiciel utilise l'intelligence artificielle pour écrire les comptes "
            "rendus des médecins. L'entreprise emploie 50 personnes et veut en recruter 60 d'ici l'été. Fondée "
            "il y a trois ans, elle vise l'Allemagne et l'Espagne. Son chiffre d'affaires était de quatre "
            "millions d'euros l'an dernier. Des syndicats de médecins s'inquiètent des erreurs. La levée de "
            "fonds est la plus importante du secteur cette année. Un concurrent américain vient d'arriver à "
            "Paris.",
        ),
    ],
    "German": [
        (
            "Forscher übersetzen Tontafeln mit neuem Programm",
            "Ein Programm namens Keilmann kann beschädigte Tontafeln aus Mesopotamien ergänzen. Das Team um "
            "Sabah Örtlieb an der Universität Marburg trainierte es mit 22.000 Tafeln aus dem Britischen "
            "Museum. In einem Versuch füllte es Lücken in 71 Prozent der Fälle so wie Fachleute. Darunter war "
            "ein Brief, in dem sich ein Kaufmann aus Ur über schlechtes Kupfer beklagt. Das Programm steht "
            "jedem frei. Fachleute mahnen, nicht jede Ergänzung zu glauben, denn es rät auch dort, wo nichts zu "
            "wissen ist. Die Arbeit erscheint in einer Zeitschrift und wurde mit 900.000 Euro gefördert.",
        ),
        (
            "Der Kaufmann, das Kupfer und der Computer",
            "Wer hätte gedacht, dass man sich schon in Ur über die Ware ärgerte? Den Brief kannte man nur zur "
            "Hälfte. Nun hat Keilmann, ein in Marburg entwickeltes System, die fehlenden Zeilen vorgeschlagen. "
            "Die Assyriologin Örtlieb hält sie für glaubhaft, weil dieselben Wendungen auf drei anderen Stücken "
            "stehen. Gelernt hat die Maschine an 22.000 Tafeln. Kollegen in London sind skeptischer: Bei einem "
            "Gebet habe sie einen Gott erfunden. Ein Wettbewerb soll im Frühjahr klären, wie oft das geschieht. "
            "Studenten lesen derweil weiter mit der Lupe.",
        ),
        (
            "Münchner Start-up Windhauch sammelt 12 Millionen Euro ein",
            "Das Münchner Start-up Windhauch hat in einer Finanzierungsrunde zwölf Millionen Euro eingesammelt. "
            "Angeführt wurde die Runde vom Risikokapitalgeber Nordstern aus Berlin. Die Gründer wollen mit dem "
            "Geld ihre Software für kleine Windräder weiterentwickeln und in Frankreich Kunden gewinnen. Das "
            "Unternehmen beschäftigt 45 Menschen und wurde vor drei Jahren an der Technischen Universität "
            "gegründet. Im vergangenen Jahr lag der Umsatz bei zwei Millionen Euro. Künstliche Intelligenz sagt "
            "voraus, wann ein Lager ausfällt. Kunden sind vor allem Landwirte in Bayern. Bis zum Sommer sollen "
            "zwanzig Mitarbeiter hinzukommen. Konkurrenten aus Dänemark verfolgen einen ähnlichen Ansatz.",
        ),
        (
            "Kölner Start-up Pillenpost erhält 15 Millionen Euro von Investoren",
            "Pillenpost, ein Start-up aus Köln, hat von Investoren 15 Millionen Euro erhalten. Das Geld kommt "
            "vom Berliner Risikokapitalgeber Nordstern und mehreren Privatleuten. Das Unternehmen liefert "
            "Medikamente mit Drohnen an Praxen auf dem Land. Die Finanzierungsrunde ist die zweite innerhalb "
            "eines Jahres. Gründerin Alma Reuß will nun nach Frankreich und Österreich. Derzeit arbeiten 60 "
            "Menschen für die Firma, bis zum Sommer sollen es hundert sein. Der Umsatz lag im vergangenen Jahr "
            "bei drei Millionen Euro. Künstliche Intelligenz plant die Flüge. Apotheker in Bayern sehen die "
            "Lieferungen kritisch und prüfen eine Klage.",
        ),
    ],
    "Russian": [
        (
            "В Заозёрске обрушился мост через Вяземку",
            "Во вторник утром в Заозёрске обрушился пролёт моста через реку Вяземку. В воде оказались два "
            "автомобиля, четыре человека доставлены в больницу. По данным мэрии, мост построили в 1964 году и "
            "должны были закрыть на ремонт в октябре. Подрядчик, компания «Стальпролёт», сорвал сроки. "
            "Возбуждено уголовное дело. Левый берег, где живут 18 400 человек, остался без транспорта. Власти "
            "обещают паром к концу недели. Губернатор выделил 60 миллионов рублей. Мэр Заозёрска Игнат "
            "Верховцев отказался уходить в отставку. Водолазы ищут третью машину.",
        ),
        (
            "«Стальпролёт» знал о трещинах: что говорят инженеры",
            "Инженер Лидия Шамарина ещё весной сфотографировала трещину в опоре. Снимки она отправила в мэрию и "
            "в «Стальпролёт». Ответа не было. Во вторник пролёт над Вяземкой рухнул. Теперь 18 400 жителей "
            "левого берега добираются на лодках, а школьники учатся по интернету. Верховцев говорит, что денег "
            "на ремонт не дали вовремя. Прокуратура изъяла документы. Бывший директор компании уехал за границу "
            "в сентябре. В больнице Заозёрска остаются двое. Паром, который обещали к пятнице, застрял у шлюза. "
            "Рыбаки перевозят соседей бесплатно.",
        ),
        (
            "В Москве научили светофоры пропускать трамваи",
            "В Москве на тридцати перекрёстках светофоры теперь пропускают трамваи. Систему разработали в "
            "университете, она стоит 200 миллионов рублей. По данным мэрии, поездка стала короче на семь минут. "
            "Водители жалуются на пробки. В январе систему установят ещё на ста перекрёстках. Компания, которая "
            "её делает, ведёт переговоры с Казанью и Самарой. Камеры не распознают номера, утверждают "
            "разработчики. Эксперты считают, что этого мало, и предлагают отдельные пути. Результаты опубликуют "
            "в марте.",
        ),
        (
            "Учёные из Томска получили бензин из опилок",
            "Учёные из Томска получили бензин из опилок. Установка перерабатывает тонну древесины в сутки. Литр "
            "обходится в 90 рублей, дороже обычного. Работу финансировали государство и лесная компания, всего "
            "300 миллионов рублей. По словам руководителя, выхлоп чище на треть. Завод могут построить в "
            "Красноярске. Экологи опасаются, что под топливо начнут рубить лес. Учёные отвечают, что отходов "
            "хватит на двадцать лет. Испытания на автобусах начнутся в январе.",
        ),
    ],
}
"""By language: two reports of one event, and two that share no more than words, a place or a fund."""
FILLER = [
    (one["title"], one["text"])
    for one in tomllib.loads((ROOT / "tests" / "offline_articles.toml").read_text(encoding="utf-8"))["articles"]
][:6]


NOTE = (
    " Whoever needs help after reading this may call the Willow Line on 0800 555 0199 at any hour. The Willow Line is "
    "run by the Ashdown Foundation of Northmere, which Hilary Orme founded in 1988, and calls are not recorded. "
    "Letters to the editor are printed on Saturdays, and may be made shorter."
)
JAILED = (
    "A nurse who stole rings from patients in Harrow Vale was sent to prison for three years on Monday. Judge Ellis "
    "Kane said that she had robbed people who could not cry out. Nine rings were found in a sewing box."
)
DROWNED = (
    "A student drowned in the Teme on Saturday night after a party at a boathouse. Friends had searched for him until "
    "dawn. The college, St Aldate's, has closed its jetty and will put up lamps."
)
BRIDGE = (
    "The bridge at Kilbride was closed on Monday after a diver found a crack in the second pier. The detour by way of "
    "Mosshall is 31 kilometres long. Engineer Una Tait said that the pier may have to be rebuilt.",
    "With their bridge shut, shops in Kilbride fear that nobody will drive the 31 kilometres round Mosshall for bread. "
    "Engineer Una Tait could not say when the pier, in which a diver found a crack, will hold again.",
)
RESULTS = (
    "{city} (Quote Desk) - {firm} on Thursday posted net income of ${a} million for its third quarter. The "
    "{city}-based maker of {goods} said it earned {b} cents per share, and {c} cents once one-time costs are left "
    "out. Revenue came to ${d} million over the quarter. {firm} shares have climbed {e} percent since the beginning "
    "of the year. This note was put together by Quote Desk from data supplied by the firm."
)
HALDEN = RESULTS.format(city="Ulvik", firm="Haldorsen", goods="cranes", a="31.4", b="58", c="61", d="402.7", e="14")
PELLAGRO = RESULTS.format(city="Dorne", firm="Pellagro", goods="dog food", a="6.2", b="17", c="19", d="88.1", e="23")
ROUND = (
    "{firm}, a start-up in {city} that {does}, has raised {sum} million dollars in a round led by {fund}, the firm "
    "said on Tuesday. {more} Every round above 5 million dollars is listed here; the figures are those of the firms "
    "and were not checked by an auditor. Readers who know of a round that is missing may write to the desk before "
    "Friday noon."
)
ROOFS = ROUND.format(
    firm="Tilewick", city="Brenford", does="inspects roofs with drones", sum=45, fund="Granite Bay",
    more="Its rival Loomstra raised 22 million dollars last week.",
)  # fmt: skip
HEARTS = ROUND.format(
    firm="Loomstra", city="Kolsund", does="reads scans of hearts", sum=22, fund="North Quay",
    more="A trial with 410 patients has begun.",
)  # fmt: skip
QUAKE = (
    "The ground shook {far} kilometres from {place} at {time} on Thursday. The depth was {depth} kilometres. Quakes "
    "of this size are felt indoors and can crack plaster in old buildings. About {people} people live near by. No "
    "damage has been reported so far. This report was written by a program from the data of the institute and read by "
    "an editor before it was printed. If you felt the quake, tell the institute on its site what you noticed and "
    "where you were; your answers help to draw the map of its effects. Figures may be corrected within an hour."
)
QUAKES = (
    QUAKE.format(far=31, place="Kolsund", time="3:14", depth=12, people="84,000"),
    QUAKE.format(far=19, place="Tarvane", time="18:52", depth=40, people="410,000"),
)
TWO_EVENTS = {
    "a standing note": (("Nurse jailed for theft", JAILED + NOTE), ("Student drowns after party", DROWNED + NOTE)),
    "a form": (("Haldorsen: Q3 Earnings Snapshot", HALDEN), ("Pellagro: Q3 Earnings Snapshot", PELLAGRO)),
    "a rival named": (("Tilewick raises $45 million", ROOFS), ("Loomstra raises $22 million", HEARTS)),
    "a name in the middle": (
        ("Magnitude 4.6 earthquake near Kolsund", QUAKES[0]),
        ("Magnitude 5.1 earthquake near Tarvane", QUAKES[1]),
    ),
    "a form under other headlines": (("Coast shaken at night", QUAKES[0]), ("Tarvane trembles", QUAKES[1])),
}
"""Pairs of events told with the same words."""
FIRE = (
    "{opening} LUND - A fire destroyed the archive of the Skanor Mission early on Thursday, the fire service said. "
    "About 9,000 letters that missionaries wrote between 1870 and 1935 are thought to be lost. The blaze began in a "
    "kitchen, according to fire chief Bodil Kron. A foundation in Geneva had offered 60,000 francs to speed up the "
    'copying. "We were going to sign next week," said the archivist, Olle Brandt. Police do not suspect arson. {end}'
)
ONE_EVENT = {
    "printed twice": (
        ("Fire destroys mission's archive", FIRE.format(opening="", end="The building dates from 1911.")),
        (
            "Thousands of letters lost",
            FIRE.format(opening="From our correspondent.", end="The bishop has called for tea."),
        ),
    ),
    "a note on one site": (
        ("Kilbride bridge closed after crack is found", BRIDGE[0] + NOTE),
        ("Shops fear for Christmas trade", BRIDGE[1] + NOTE),
    ),
}
"""Pairs of reports of one event that have passages in common."""


def entry(at: int, title: str) -> Entry:
    """Return an entry of that title, with a line that says nothing else."""
    url = f"https://paper{at}.example/{at}"
    source = Source(given=url, url=url, position=at)
    return Entry(
        source=source, url=url, final_url=url, title=title, one_liner=f"{title}.", category="Concerns",
        date=dt.date(2026, 11, 18),
    )  # fmt: skip


def week(*given: tuple[str, str]) -> tuple[list[Entry], dict[str, str]]:
    """Return entries and texts of a week: those given, and six others about other things."""
    rows = [*given, *FILLER]
    entries = [entry(at, title) for at, (title, _) in enumerate(rows)]
    return entries, {one.url: text for one, (_, text) in zip(entries, rows, strict=True)}


def together(entries: list[Entry], texts: dict[str, str] | None) -> set[tuple[int, int]]:
    """Return the pairs of places that end in one story."""
    stories = group(entries, texts)
    return {pair for one in stories for pair in combinations(sorted(e.source.position for e in one.entries), 2)}


def test_reports_that_share_no_headline_become_one_story_by_their_texts() -> None:
    """Two texts about one event are one story though title and line have nothing in common, and say what they share."""
    entries, texts = week(("Intruders read months of chats", BREACH), ("What banks should have asked", LESSON))
    assert together(entries, None) == set()
    assert together(entries, texts) == {(0, 1)}
    story = next(story for story in group(entries, texts) if len(story.entries) == 2)
    assert "Lindqvist" in story.reason


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, rows in FOREIGN.items()])
def test_in_another_language_one_event_is_one_story_and_common_words_make_none(rows: list[tuple[str, str]]) -> None:
    """Texts in one language other than English are one story for a name and figures, not for what all of them say."""
    entries = [entry(at, title) for at, (title, _) in enumerate(rows)]
    texts = {one.url: text for one, (_, text) in zip(entries, rows, strict=True)}
    assert together(entries, texts) == {(0, 1)}
    assert together(entries[1:], texts) == set()


def test_reports_in_another_language_need_a_figure_beside_their_names() -> None:
    """Names alone, rare as they are, make no story in a language whose words we cannot weigh."""
    rows = [(title, re.sub(r"\d", "", text)) for title, text in FOREIGN["French"][:2]]
    entries = [entry(at, title) for at, (title, _) in enumerate(rows)]
    texts = {one.url: text for one, (_, text) in zip(entries, rows, strict=True)}
    assert together(entries, texts) == set()


def test_another_language_in_the_issue_changes_no_story_in_english() -> None:
    """Texts in English are put together as before where texts in another language stand beside them."""
    given = ("Intruders read months of chats", BREACH), ("What banks should have asked", LESSON)
    entries, texts = week(*given, *FOREIGN["German"][2:])
    assert together(entries, texts) == {(0, 1)}


@pytest.mark.parametrize("alone", [False, True], ids=["in a week", "alone"])
@pytest.mark.parametrize("pair", [pytest.param(pair, id=name) for name, pair in TWO_EVENTS.items()])
def test_words_that_two_pages_share_make_no_story_of_two_events(pair: tuple[tuple[str, str], ...], alone: bool) -> None:
    """Standing text, and a form that was filled in twice, say nothing of one event, nor do headlines of one form."""
    entries, texts = week(*pair)
    assert together(entries[:2] if alone else entries, texts) == set()


@pytest.mark.parametrize("pair", [pytest.param(pair, id=name) for name, pair in ONE_EVENT.items()])
def test_passages_that_two_pages_share_part_no_story(pair: tuple[tuple[str, str], ...]) -> None:
    """A report that is printed twice is one story, and so are two reports above one standing note."""
    entries, texts = week(*pair)
    assert together(entries, texts) == {(0, 1)}


def test_a_standing_note_on_many_pages_makes_no_story() -> None:
    """Of the pages of one site, all with the same note, only those are a story that report one event."""
    told = [*BRIDGE, JAILED, DROWNED, BREACH, OTHER]
    titles = (
        "Bridge shut",
        "Shops fear for trade",
        "Nurse jailed",
        "Student drowns",
        "Chats read",
        "Laboratory opened",
    )
    entries, texts = week(*((title, text + NOTE) for title, text in zip(titles, told, strict=True)))
    assert together(entries, texts) == {(0, 1)}


@pytest.mark.parametrize("site", ["Willow Wire", "Kilbride Echo"])
def test_a_reason_names_no_site_and_no_day(site: str) -> None:
    """What reports share is told without days and their site's name, but with a town that is a part of that name."""
    lines = (
        "Una Tait told Willow Wire on Monday that the Kilbride bridge may be shut for a year.",
        "Shops wonder, says Willow Wire, what became on Monday of the bridge that fed Kilbride.",
    )
    given = [
        entry(at, title).model_copy(update={"site": site, "one_liner": line})
        for at, (title, line) in enumerate(
            zip(("A crack in the pier", "Fears for Christmas trade"), lines, strict=True)
        )
    ]
    (story,) = group(given, {one.url: text for one, text in zip(given, BRIDGE, strict=True)})
    assert "Kilbride" in story.reason
    assert not re.search(f"Monday|{site}", story.reason)


def test_two_matters_of_one_firm_stay_apart() -> None:
    """A name that two texts share makes no story of them."""
    entries, texts = week(("Intruders read months of chats", BREACH), ("Corvane moves to Tallow", OTHER))
    assert together(entries, texts) == set()


def test_a_paper_and_a_product_of_one_name_stay_apart() -> None:
    """Like titles do not make one event of texts that have nothing in common."""
    paper = (
        "We present Palimpsest, which writes each edit of a language model into a sparse subspace. On four models the "
        "method keeps 97 percent of what was known while it changes 2,000 facts, and costs no further training. The "
        "code is public. Ablations show that the subspace must be chosen before the first edit."
    )
    product = (
        "The British company Vellichor has released Palimpsest, an app that makes writing legible which was scraped "
        "off parchment. Museums in York and Lund have used it since spring on 140 leaves. It costs 9 pounds a month, "
        "runs on tablets, and works with lamps that most archives own already."
    )
    titles = "Palimpsest: editing facts without side effects", "Palimpsest makes erased manuscripts legible"
    entries, texts = week((titles[0], paper), (titles[1], product))
    moved = {"url": "https://arxiv.org/abs/2611.01234", "final_url": "https://arxiv.org/abs/2611.01234"}
    texts["https://arxiv.org/abs/2611.01234"] = texts.pop(entries[0].url)
    entries[0] = entries[0].model_copy(update=moved)
    assert together(entries, texts) == set()


def test_the_order_of_a_pair_and_of_the_entries_changes_nothing() -> None:
    """Features are the same both ways round, and stories the same from any order of the entries."""
    entries, texts = week(("Intruders read months of chats", BREACH), ("What banks should have asked", LESSON))
    bodies = Bodies(Corpus(entries), texts)
    assert bodies.features(0, 1) == bodies.features(1, 0)
    assert together(entries[::-1], texts) == together(entries, texts)


@pytest.mark.load
def test_the_hash_seed_changes_nothing() -> None:
    """A run gives the same stories as another, whatever order Python gives its sets."""
    code = (
        "import sys; sys.path[:0] = ['tests']; import test_bodies as t;"
        "e, x = t.week(('Intruders read months of chats', t.BREACH), ('What banks should have asked', t.LESSON));"
        "b = t.Bodies(t.Corpus(e), x); print([b.features(0, n) for n in range(1, 8)], t.together(e, x))"
    )
    outputs = {
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True,
                       text=True, check=True).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(outputs) == 1


def test_a_text_of_a_few_words_counts_as_none() -> None:
    """Where a page gave hardly any text, title and line decide as before."""
    entries, texts = week(("Intruders read months of chats", "Too short."), ("What banks should have asked", LESSON))
    assert not Bodies(Corpus(entries), texts).know(0, 1)


def test_weights_are_whole() -> None:
    """What is shipped has a weight for every feature, and speaks for likeness."""
    model = shipped_body_model()
    assert min(model.weights.words, model.weights.common, model.weights.name, model.weights.figures) > 0
    assert 0 < model.threshold < 1


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in WEEKS])
def test_weeks_are_whole(path: Path) -> None:
    """Every measured week has articles of both kinds, and no address twice."""
    articles = tomllib.loads(path.read_text(encoding="utf-8"))["article"]
    letters = [article["story"] for article in articles if article["story"]]
    assert len({article["url"] for article in articles}) == len(articles) > 20
    assert all(letters.count(letter) > 1 for letter in letters)
    assert len(letters) < len(articles)
