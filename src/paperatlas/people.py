"""Names and people: what a name is made of, and who is who.

`parts_of` splits a printed name by rule. `authors.yml` decides what no rule can, such as family names of two words
without a particle, names in Chinese order, other spellings, and people who share a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .model import AuthorRecord
from .patterns import regex
from .words import fold, slug


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words("""
    a aan af al am ap av bar ben bij bin bint da dal dalla das de degli dei del dela dell della delle dello dem den der
    des di do dos du el ibn im in la las le les lo los op san st st. 't te ten ter tot und uit v. van vander vom
    von vor zu zum zur ze
""")
_JOINING = _words("y e i")  # between two family names: Ortega y Gasset
# With a capital letter, only these: others, such as Do and Te, are more often given names.
_CAPITAL_PARTICLES = _words(
    "Al Ben Bin Da De Del Della Den Der Di Dos Du El Ibn La Las Le Los St. Ten Ter Van Vander Von"
)
_VIETNAMESE = _words("bui dang dinh do duong hoang huynh le ngo nguyen pham phan tran trinh truong vo vu")
# Before one of these, a word such as Van or Le is a middle name: Nguyen, Wang.
_NO_PARTICLE_BEFORE = _VIETNAMESE | _words("""
    cao chen dao gao guo he ho hu huang khac kim lam lee li lin liu luo luong ly ma mai sun wang wu xu yang zhang zhao
    zhou zhu
""")
_ATTACHED = regex(r"((?:al|el|ad|an|ar|as|at|ash|az|ul)-|[dlt]['’])(?=\w)")
SUFFIX = regex(r",?\s+(Jr\.?|Sr\.?|Junior|Senior|I{2,3}|IV)$")
# An initial that touches the next letter: T.H. Smith, J.Smith.
_TOUCHING = regex(r"(?<![^\W_])([^\W\d_]\.)(?=[^\W\d_])")
_PLAIN = regex(r"[A-Z][a-z]+ [A-Z][a-z]+(?<!\b[JS]r)(?<!nior)")  # two words: most names
_UMLAUT = regex(r"([aou])e(?!$)")
_WRITTEN_OUT = str.maketrans({marked: plain + "e" for marked, plain in zip("äöüøÄÖÜØ", "aouoAOUO", strict=True)})
_CHINESE = regex(r"[\u3400-\u9fff\uac00-\ud7af]+")
_TEAM = _words("""
    Team Teams Group Groups Lab Labs Laboratory Laboratories Workshop Collaboration Consortium Project Research
    Institute University Foundation Community Initiative Organization Organisation Corporation Company Committee
    Alliance Contributors Department Center Centre Association Society Technologies Inc Inc. Ltd Ltd. Corp Corp. LLC
    GmbH AI OpenAI
""")


def looks_like_a_team(name: str) -> bool:
    """Whether a name contains a word that people's names do not contain.

    >>> looks_like_a_team("BigScience Workshop"), looks_like_a_team("Ada Byron")
    (True, False)
    """
    return not _TEAM.isdisjoint(name.replace(",", " ").split()) or name.endswith("-AI")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts. An organisation, and a name that cannot be split, has only `family`."""

    family: str
    given: str = ""
    particle: str = ""  # before the family name, in lower case: van, de la, al-
    suffix: str = ""  # Jr., III

    @property
    def surname(self) -> str:
        """The family name with its particle, by which the index of authors sorts."""
        return _joined(self.particle, self.family)

    @property
    def is_whole(self) -> bool:
        """Whether the name has one part only."""
        return not (self.given or self.particle or self.suffix)


def _joined(particle: str, family: str) -> str:
    return particle + family if particle.endswith(("-", "'", "’")) else f"{particle} {family}".lstrip()


def parts_of(name: str, known: AuthorRecord | None = None) -> Name:
    """The parts of a printed name: by what authors.yml says, else by rule.

    >>> parts_of("Ludwig van Beethoven")
    Name(family='Beethoven', given='Ludwig', particle='van', suffix='')
    >>> parts_of("T.H. Le Bronnec, Jr.")
    Name(family='Le Bronnec', given='T. H.', particle='', suffix='Jr.')
    >>> parts_of("Team GLM"), parts_of("陈 伟")
    (Name(family='Team GLM', given='', particle='', suffix=''), Name(family='陈', given='伟', particle='', suffix=''))
    """
    if known and known.organisation:
        return Name(name)
    if not (known and known.family) and looks_like_a_team(name):
        return Name(name)
    if known is None and _PLAIN.fullmatch(name):
        given, _, family = name.partition(" ")
        return Name(family, given)
    spaced = " ".join(_TOUCHING.sub(r"\1 ", name).split())
    rest = SUFFIX.sub("", spaced)
    suffix = spaced[len(rest) :].lstrip(", ")
    if known and known.family:
        return _by_record(rest, known, suffix)
    if "," in rest:  # it could be split in the wrong place
        return Name(name)
    return _by_rule(rest, suffix)


def _by_rule(name: str, suffix: str) -> Name:
    words = name.split()
    if len(words) > 1 and all(map(_CHINESE.fullmatch, words)):
        return Name(words[0], " ".join(words[1:]))
    start = _start_of_family(words)
    particle, family = _particle(words[start:])
    return Name(family, " ".join(words[:start]), particle, suffix)


def _by_record(printed: str, known: AuthorRecord, suffix: str) -> Name:
    """A spelling keeps its own given name if it contains the family name of the record; else the record's is used."""
    family = SUFFIX.sub("", known.family or "")
    suffix = suffix or (known.family or "")[len(family) :].lstrip(", ")
    given = known.given
    if printed == family:
        return Name(family, given or "", "", suffix)
    if printed.endswith(f" {family}"):
        given = printed.removesuffix(family).strip()
    elif printed.startswith(f"{family} "):  # as in Chinese
        given = printed.removeprefix(family).strip()
    elif not given:
        return _by_rule(printed, suffix)
    particle, family = _particle(family.split())
    return Name(family, given or "", particle, suffix)


def _start_of_family(words: Sequence[str]) -> int:
    """The index of the first word of the family name, including its particle."""
    last = len(words) - 1
    for index, word in enumerate(words[:last]):
        if word in _JOINING and index > 0:
            return max(index - 1, 0)
        if word in _PARTICLES:
            # Agüera y Arcas, but not the particle of a later name: de la Torre y Vega.
            return index
        if index > 0 and word in _CAPITAL_PARTICLES and _begins_family(words[index + 1 :]):
            return index if fold(words[0]) not in _VIETNAMESE or word != "Van" else last
    return last


def _begins_family(after: Sequence[str]) -> bool:
    """Whether the words after Van or Le end a family name: Van der Maaten, but not the Van in Van Nguyen."""
    is_last = all(word in _PARTICLES or word in _CAPITAL_PARTICLES for word in after[:-1])
    return is_last and fold(after[-1]) not in _NO_PARTICLE_BEFORE


def _particle(words: Sequence[str]) -> tuple[str, str]:
    """The particle in lower case and the rest of a family name."""
    count = 0
    while count < len(words) - 1 and words[count] in _PARTICLES:
        count += 1
    particle, family = " ".join(words[:count]), " ".join(words[count:])
    attached = _ATTACHED.match(family)
    if attached and not particle:
        return attached[1], family[attached.end() :]
    return particle, family


@dataclass(frozen=True)
class WhoIsWho:
    """The people behind printed names, as authors.yml says. `renamed` has the current key of each old one."""

    authors: Mapping[str, AuthorRecord] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """For each variant of a name, the name itself."""
        return {variant: name for name, known in self.authors.items() for variant in known.variants}

    @cached_property
    def _homonyms(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """By name and key of a paper: the slugs of the people whom `homonyms` names, in its order."""
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for name, known in self.authors.items():
            for other, homonym in known.homonyms.items():
                for key in homonym.papers:
                    found[name, self.renamed.get(key, key)].append(other)
        return found

    @cached_property
    def _names(self) -> dict[str, Name]:
        return {}

    def name(self, printed: str) -> Name:
        """The parts of a printed name."""
        found = self._names.get(printed)
        if found is None:
            found = parts_of(printed, self.authors.get(self.spellings.get(printed, printed)))
            self._names[printed] = found
        return found

    def people(self, printed: Sequence[str], paper: str) -> list[tuple[str, str]]:
        """The name and the slug of each author of a paper.

        If a paper has a name twice, the first is the person without `homonyms`, unless `homonyms` names both.
        """
        names = [self.spellings.get(name, name) for name in printed]
        if not self._homonyms:
            return [(name, slug_of(name)) for name in names]
        counts, seen = Counter(names), Counter[str]()
        found = []
        for name in names:
            slugs = list(self._homonyms.get((name, paper), ()))
            if counts[name] > len(slugs):
                slugs.insert(0, slug_of(name))
            found.append((name, slugs[min(seen[name], len(slugs) - 1)]))
            seen[name] += 1
        return found


def slug_of(name: str) -> str:
    """The last part of an author's address."""
    return slug(name) or "unnamed"


def first_and_last(name: Name) -> tuple[str, str]:
    """The first letter, and the last word: equal for two names of which one may be a shorter form of the other.

    >>> first_and_last(parts_of("Ana J. Müller")), first_and_last(parts_of("A. Mueller"))
    (('a', 'muller'), ('a', 'muller'))
    """
    return comparable(name.given)[:1], _UMLAUT.sub(r"\1", comparable(name.surname.split()[-1]))


@lru_cache(maxsize=1 << 14)  # a server asks again at every save
def shorter_forms(name: Name) -> list[str]:
    """The name without accents and hyphens, then all shorter forms: without middle names, or with initials.

    >>> shorter_forms(parts_of("Ana J. Bell"))
    ['ana j bell', 'ana bell', 'a j bell', 'a bell']
    >>> shorter_forms(parts_of("Ana Müller"))
    ['ana muller', 'a muller', 'ana mueller', 'a mueller']
    """
    whole = f"{name.given} {name.surname}"
    forms = _forms(whole.split())
    written_out = whole.translate(_WRITTEN_OUT)
    return forms if written_out == whole else list(dict.fromkeys([*forms, *_forms(written_out.split())]))


def _forms(words: Sequence[str]) -> list[str]:
    first, *middle = words[:-1] or [""]
    forms = _short(first)
    for word in middle[:4]:
        forms = [f"{form} {rest}".rstrip() for form in forms for rest in [*_short(word), ""]]
    return [f"{form} {comparable(words[-1])}" for form in dict.fromkeys(forms)]


def _short(word: str) -> list[str]:
    """The word and its initials: J and JL for Jean-Luc."""
    whole = comparable(word)
    initials = "".join(comparable(part)[:1] for part in word.split("-"))
    return list(dict.fromkeys([whole, initials, whole[:1]]))


@lru_cache(maxsize=1 << 16)
def comparable(text: str) -> str:
    """The letters without accents, hyphens and spaces.

    >>> comparable("Müller-Größe")
    'mullergrosse'
    """
    letters = fold(text)
    return letters if letters.isalnum() else "".join(char for char in letters if char.isalnum())
