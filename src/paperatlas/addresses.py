"""The web addresses of the repository and of the site, and the links to edit a file or to report a mistake.

`checkout` says where a clone or a build in CI comes from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from .patterns import regex

# What follows the address of a repository on each kind of server.
EDIT = {"github": "edit/{}/", "gitlab": "-/edit/{}/", "forgejo": "_edit/{}/"}
# The same for a new file. GitHub and Forgejo fill it with the `value` of the address; GitLab ignores one.
NEW = {"github": "new/{}/", "gitlab": "-/new/{}/", "forgejo": "_new/{}/"}
REPORT = {
    # The fields of the form in `.github/ISSUE_TEMPLATE/mistake.yml`.
    "github": "issues/new?template=mistake.yml&title={title}&entry={entry}",
    "gitlab": "-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}",
    "forgejo": "issues/new?title={title}&body={body}",
}
# The form in `.github/ISSUE_TEMPLATE/paper.yml`, whose fields can be filled in. Other servers have no such forms.
SUGGEST = {"github": "issues/new"}
_NAMES = {"github": "GitHub", "gitlab": "GitLab", "forgejo": "Forgejo", "": "the repository"}
_HOSTS = {
    "github": r"github\.com|[\w-]+\.ghe\.com|.*\bgithub\b.*",
    "gitlab": r".*\bgitlab\b.*",
    "forgejo": r"codeberg\.org|.*\b(forgejo|gitea|codeberg)\b.*",
}
# Other names of a host: for SSH through port 443, and for a second SSH key, as in github.com-work.
_KNOWN = regex(r"(?:(?:www|ssh|altssh)\.)?(github\.com|gitlab\.com|codeberg\.org)(?:-[\w-]+)?")
_REMOTE = regex(
    r"(?:(?P<scheme>https?|ssh|git|git\+ssh|ssh\+git)://(?:[^@/]*@)?(?P<host>[\w.-]+)(?P<port>:\d+)?/"
    r"|(?:[^@/:]+@)?(?P<scp>[\w.-]{2,}):(?!//))"
    r"/*(?P<path>[\w.~-]+(?:/[\w.~-]+)+)/*"
)


@dataclass(frozen=True)
class Addresses:
    """Where links to edit an entry and to report a mistake lead. What is empty has no link."""

    repository: str = ""  # https://github.com/owner/name
    entries: str = ""  # what comes before the path of an entry: https://github.com/owner/name/edit/main/catalog/
    forge: str = ""  # the kind of server, a key of EDIT

    def edit(self, source: str) -> str:
        """The address to edit an entry; `source` is its path in the catalogue folder.

        >>> Addresses(entries="https://github.com/owner/atlas/edit/main/catalog/").edit("papers/gla.yml")
        'https://github.com/owner/atlas/edit/main/catalog/papers/gla.yml'
        """
        return self.entries + quote(source) if self.entries else ""

    def new(self, folder: str, text: str) -> str:
        """The address of a new file in a folder of the catalogue, with a text filled in; "" if there is none.

        >>> entries = "https://github.com/owner/atlas/edit/main/catalog/"
        >>> Addresses("https://github.com/owner/atlas", entries, "github").new("papers", "title: A\\n")
        'https://github.com/owner/atlas/new/main/catalog/papers?value=title%3A%20A%0A'
        """
        before = f"{self.repository}/" + EDIT.get(self.forge, "").partition("{")[0]
        if not self.repository or self.forge not in NEW or not self.entries.startswith(before):
            return ""
        place = self.entries.removeprefix(before) + folder
        return f"{self.repository}/{NEW[self.forge].partition('{')[0]}{place}?value={quote(text, safe='')}"

    @property
    def host(self) -> str:
        """What readers call the server: GitHub."""
        return _NAMES.get(self.forge, self.forge)

    @property
    def fills(self) -> bool:
        """Whether the server fills a new file with the text in the address."""
        return self.forge in NEW and self.forge != "gitlab"

    @property
    def suggest(self) -> str:
        """The address of a new issue that suggests a paper, without its query; "" if the server has no such form.

        >>> Addresses("https://github.com/owner/atlas", forge="github").suggest
        'https://github.com/owner/atlas/issues/new'
        """
        known = self.repository and self.forge in SUGGEST
        return f"{self.repository}/{SUGGEST[self.forge]}" if known else ""

    def report(self, title: str, url: str) -> str:
        """The address of a new issue about a page, with its title and the page filled in."""
        if not self.repository or self.forge not in REPORT:
            return ""
        values = {"title": f"Mistake: {title}", "entry": url, "body": f"Page: {url}\n\nWhat is wrong:\n\nSource:\n"}
        quoted = {name: quote(value, safe="") for name, value in values.items()}
        return f"{self.repository}/{REPORT[self.forge].format_map(quoted)}"


def web_address(remote: str) -> str:
    """The web address of a repository, from any spelling of a git remote; "" for a path or another address.

    A user name, a password and a token are left out.

    >>> web_address("git@github.com:owner/atlas.git"), web_address("https://me:token@gitlab.com/group/sub/atlas/")
    ('https://github.com/owner/atlas', 'https://gitlab.com/group/sub/atlas')
    """
    found = _REMOTE.fullmatch(remote.strip())
    path = found["path"].removesuffix(".git") if found else ""
    if not found or path.endswith(("/", ".wiki")) or {".", ".."} & {*path.split("/")}:
        return ""
    host = (found["host"] or found["scp"]).lower()
    known = _KNOWN.fullmatch(host)
    host = known[1] if known else host
    scheme = "http" if found["scheme"] == "http" and not known else "https"
    # The port of SSH is not that of the web.
    port = found["port"] if found["scheme"] in ("http", "https") and not known else None
    port = "" if port in (None, {"http": ":80", "https": ":443"}[scheme]) else port
    if host == "github.com" and path.count("/") != 1:
        return ""
    return f"{scheme}://{host}{port}/{path}"


def without_user(address: str) -> str:
    """An address without the user name, password or token that it may have."""
    return re.sub(r"(?<=://)[^/?#]*@", "", address)


def forge_of(repository: str) -> str:
    """The kind of server that a repository is on, by its name; "" if the name does not say.

    >>> forge_of("https://github.com/o/n"), forge_of("https://gitlab.example.org/o/n"), forge_of("https://example.org/o/n")
    ('github', 'gitlab', '')
    """
    host = urlsplit(repository).hostname or ""
    return next((forge for forge, pattern in _HOSTS.items() if re.fullmatch(pattern, host)), "")


def edit_address(repository: str, forge: str, branch: str) -> str:
    """What comes before the path of a file in the address to edit it, or "" if the kind of server is not known."""
    return f"{repository}/{EDIT[forge].format(quote(branch))}" if repository and forge in EDIT else ""


def pages_of(repository: str, forge: str) -> str:
    """The address at which a server publishes the pages of a repository, or "" if it is not known.

    >>> pages_of("https://github.com/owner/atlas", "github"), pages_of("https://codeberg.org/owner/atlas", "forgejo")
    ('https://owner.github.io/atlas/', 'https://owner.codeberg.page/atlas/')
    """
    host, parts = urlsplit(repository).netloc, urlsplit(repository).path.strip("/").split("/")
    if len(parts) < 2:
        return ""
    owner, *groups, name = parts
    if host == "codeberg.org":
        return f"https://{owner.lower()}.codeberg.page/" + ("" if name == "pages" else f"{name}/")
    domain = {"github.com": "github.io", "gitlab.com": "gitlab.io"}.get(host)
    if domain:
        own = f"{owner.lower()}.{domain}"
        return f"https://{own}/" + ("" if name.lower() == own else "/".join([*groups, name, ""]))
    # GitHub Enterprise, with a host for Pages, which GitHub recommends.
    return f"https://pages.{host}/{owner}/{name}/" if forge == "github" else ""


def domain_of(cname: str) -> str:
    """The domain in the text of a `CNAME` file, or "" if it contains none.

    >>> domain_of("atlas.example.org\\n"), domain_of("two words")
    ('atlas.example.org', '')
    """
    text = re.sub(r"^https?://", "", cname.strip("\ufeff \t\r\n")).rstrip("/").lower()
    return text if re.fullmatch(r"[\w-]+(\.[\w-]+)+", text) else ""


def as_folder(address: str) -> str:
    """The address of a site with a closing slash."""
    return address.rstrip("/") + "/"
