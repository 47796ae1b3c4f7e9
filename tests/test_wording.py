"""What `wording` has to do: find sentences that harm impartiality, and leave honest ones alone."""

from __future__ import annotations

import pytest

from certpress import content, wording
from certpress.wording import sentences
from tests.test_clauses import ROOT

HARMFUL = {
    "en": {
        "easier": [
            "With our partner's course the examination is much easier.",
            "Candidates of Brightway Academy get a discount on certification.",
            "Training with Brightway saves you time on the way to your certificate.",
        ],
        "guaranteed": [
            "We guarantee that you pass the examination.",
            "Certification guaranteed, or your money back!",
        ],
        "members": [
            "Certification is open only to members of the association.",
            "You must be a member to apply.",
        ],
        "provider": ["Brightway is our preferred training provider."],
        "own-training": ["Book our preparation course today."],
    },
    "de": {
        "easier": ["Mit einem Kurs der Akademie ist die Prüfung viel leichter."],
        "guaranteed": ["Wir garantieren das Bestehen der Prüfung."],
        "members": ["Die Zertifizierung steht nur unseren Mitgliedern offen."],
        "provider": ["Wir empfehlen Ihnen einen Lehrgang der Brückenakademie."],
        "own-training": ["Buchen Sie unseren Vorbereitungskurs."],
    },
    "fr": {
        "easier": ["Avec cette formation, l’examen est plus facile."],
        "guaranteed": ["La réussite à l’examen est garantie."],
        "members": ["La certification est réservée aux membres de l’association."],
        "provider": ["Nous recommandons les cours de cette académie."],
        "own-training": ["Suivez notre formation."],
    },
    "es": {
        "easier": ["Con este curso el examen resulta más fácil."],
        "guaranteed": ["Garantizamos que aprobará el examen."],
        "members": ["La certificación es solo para miembros."],
        "provider": ["Recomendamos los cursos de esta academia."],
        "own-training": ["Reserve nuestro curso."],
    },
    "ar": {
        "easier": ["مع دورة الأكاديمية يصبح الامتحان أسهل."],
        "guaranteed": ["نضمن لك النجاح في الامتحان."],
        "members": ["الشهادة متاحة للأعضاء فقط."],
        "provider": ["نوصي بدورات هذه الأكاديمية."],
        "own-training": ["احجز مكانك في دورتنا."],
    },
    "zh": {
        "easier": ["参加本课程，考试更容易通过。"],
        "guaranteed": ["我们保证您通过考试。"],
        "members": ["认证仅限会员申请。"],
        "provider": ["我们推荐该培训机构。"],
        "own-training": ["欢迎报名我们的课程。"],
    },
}
HONEST = {
    "en": [
        "Taking a course with one provider or another makes no difference to an application.",
        "Nobody can guarantee that an examination is passed.",
        "Certification does not depend on membership.",
        "Training follows the published syllabus and ends with a test set by the provider.",
    ],
    "de": [
        "Ein Kurs macht die Prüfung nicht leichter.",
        "Niemand kann das Bestehen der Prüfung garantieren.",
        "Die Zertifizierung hängt von keiner Mitgliedschaft ab.",
    ],
    "fr": ["Aucune formation ne rend l’examen plus facile."],
    "es": ["Ningún curso hace que el examen sea más fácil."],
    "ar": ["لا تجعل أي دورة الامتحان أسهل."],
    "zh": ["任何课程都不会使考试更容易。"],
}
CASES = [
    (language, rule, sentence)
    for language, rules in HARMFUL.items()
    for rule, found in rules.items()
    for sentence in found
]


@pytest.mark.parametrize(("language", "rule", "sentence"), CASES)
def test_a_sentence_that_harms_impartiality(language: str, rule: str, sentence: str) -> None:
    """Each kind of sentence is found in each language, by its rule."""
    assert [hit.rule for hit in wording.find(sentence, language)] == [rule]


@pytest.mark.parametrize(
    ("language", "sentence"), [(one, said) for one, all_ in HONEST.items() for said in all_]
)
def test_an_honest_sentence(language: str, sentence: str) -> None:
    """A sentence that denies an advantage, or says nothing of the kind, is no finding."""
    assert list(wording.find(sentence, language)) == []


def test_a_finding_shows_the_sentence_and_its_line() -> None:
    """A sentence that runs over several lines is shown whole, with the line it begins on."""
    text = "## Training\n\nWe look at what was taught. With this course\nthe exam is *easier*.\n"
    (hit,) = wording.find(text, "en", first_line=7)
    assert (hit.line, hit.sentence) == (9, "With this course the exam is easier.")


def test_code_says_nothing_to_people() -> None:
    """What stands in a block of code is not looked at."""
    assert list(wording.find("```\nour course makes the exam easier\n```\n", "en")) == []


def test_list_items_are_sentences_of_their_own() -> None:
    """Words of different list items do not add up to a finding."""
    assert list(sentences.split("- one course\n- an easier exam\n")) == [
        (1, "- one course"),
        (2, "- an easier exam"),
    ]


def test_the_demonstration_is_impartial() -> None:
    """No page of the demonstration holds such a sentence."""
    loaded = content.load(ROOT)
    texts = [(page.language, page.text) for page in (*loaded.pages, loaded.impartiality.page)]
    texts += [("en", section.text) for text in loaded.texts for section in text.sections]
    assert [hit for language, text in texts for hit in wording.find(text, language)] == []
