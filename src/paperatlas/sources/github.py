"""What workflows write on GitHub: a comment, an issue, a pull request, pictures (docs.github.com/rest).

Each is found by a mark that nobody sees, and renewed in place. What has not changed is not written again.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from ..patterns import regex
from .web import Answer, Web, WebError

ADDRESS = "https://api.github.com"
PICTURES = "review-pictures"  # a branch without history that holds the pictures of reviews
_NAME = regex(r"[\w.-]+/[\w.-]+")
_PAGES = 20  # of a list, with 100 items each
_MODE = "100644"  # a file
_OURS = "Written-by: paperatlas"  # the last line of each of our commits


@dataclass(frozen=True, slots=True)
class Forge:
    """A repository on GitHub, and the right to write there."""

    web: Web
    name: str
    token: str

    def call(self, method: str, path: str, data: Mapping[str, Any] | None = None, *, may_miss: bool = False) -> Any:
        """The answer of the API as JSON; None if there is no such thing and `may_miss`.

        Raises:
            WebError: it refuses, or gives no answer.
        """
        address = self.web.settings.address("github", os.environ.get("GITHUB_API_URL") or ADDRESS)
        url = f"{address}/repos/{self.name}{path}"
        headers = {"Accept": "application/vnd.github+json", "Authorization": f"Bearer {self.token}"}
        answer = self.web.call(method, url, data, headers)
        if answer.status == 404 and may_miss:
            return None
        if answer.status >= 400:
            raise WebError(f"GitHub refuses to {method} {path}: {_why(answer)}", url, answer.status)
        return answer.json() if answer.body.strip() else None

    def all(self, path: str) -> Iterator[dict[str, Any]]:
        """The items of a list."""
        joint = "&" if "?" in path else "?"
        for page in range(1, _PAGES + 1):
            items = self.call("GET", f"{path}{joint}per_page=100&page={page}")
            if not isinstance(items, list):
                raise WebError("GitHub gave an answer that is no list", f"{ADDRESS}/repos/{self.name}{path}")
            yield from (item for item in items if isinstance(item, dict))
            if len(items) < 100:
                return


def forge(web: Web, environment: Mapping[str, str]) -> Forge:
    """The repository that a workflow runs in.

    Raises:
        ValueError: a variable of GitHub's workflows is missing; as text, which.
    """
    name, token = (environment.get(variable, "") for variable in ("GITHUB_REPOSITORY", "GITHUB_TOKEN"))
    if not _NAME.fullmatch(name):
        raise ValueError("GITHUB_REPOSITORY is not set; it must be such as owner/name")
    if not token:
        raise ValueError("GITHUB_TOKEN is not set; a workflow sets it with ${{ github.token }}")
    # A second try could write the same thing twice.
    return Forge(Web(replace(web.settings, tries=1, cache=None, pause=0), web.say), name, token)


def _part(answer: Any, *names: str) -> str:
    """A text or a number deep in an answer.

    Raises:
        WebError: the answer has another form.
    """
    for name in names:
        answer = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(answer, str | int):
        raise WebError(f"GitHub gave an answer without '{'.'.join(names)}'", "https://www.githubstatus.com")
    return str(answer)


def _why(answer: Answer) -> str:
    try:
        return str(answer.json()["message"])
    except (WebError, KeyError, TypeError):
        return str(answer.status)


def mark_of(name: str) -> str:
    """The mark of a comment or an issue, which its readers do not see."""
    return f"<!-- paperatlas: {name} -->"


def renew_comment(at: Forge, number: int, name: str, text: str) -> str:
    """Writes a comment on a pull request or an issue, in place of the one before. Returns its address."""
    body = f"{mark_of(name)}\n{text}"
    for one in at.all(f"/issues/{number}/comments"):
        if _text_of(one).startswith(mark_of(name)) and _is_of_program(one):
            if _text_of(one) == body:
                return _part(one, "html_url")
            return _part(at.call("PATCH", f"/issues/comments/{_part(one, 'id')}", {"body": body}), "html_url")
    return _part(at.call("POST", f"/issues/{number}/comments", {"body": body}), "html_url")


def renew_issue(at: Forge, name: str, title: str, text: str) -> str:
    """Opens an issue, or renews the open one; without a text, closes it. Returns its address, "" if there is none."""
    body = f"{mark_of(name)}\n{text}"
    found = next((one for one in at.all("/issues?state=open") if _is_ours(one, name)), None)
    if not text.strip():
        if found:
            at.call("PATCH", f"/issues/{_part(found, 'number')}", {"state": "closed", "state_reason": "completed"})
        return ""
    if not found:
        return _part(at.call("POST", "/issues", {"title": title, "body": body}), "html_url")
    if found.get("body") != body or found.get("title") != title:
        at.call("PATCH", f"/issues/{_part(found, 'number')}", {"title": title, "body": body})
    return _part(found, "html_url")


def _is_ours(issue: Mapping[str, Any], name: str) -> bool:
    return "pull_request" not in issue and _is_of_program(issue) and _text_of(issue).startswith(mark_of(name))


def _is_of_program(one: Mapping[str, Any]) -> bool:
    user = one.get("user")
    return isinstance(user, dict) and user.get("type") == "Bot"


def _text_of(one: Mapping[str, Any]) -> str:
    return str(one.get("body") or "")


def propose(at: Forge, branch: str, title: str, text: str, files: Mapping[str, bytes | None]) -> tuple[int, str]:
    """Opens a pull request with some files, or renews the open one of this branch. None for a file removes it.

    Returns its number and address; 0 and "" if the files are already like this.
    """
    base = _part(at.call("GET", ""), "default_branch")
    head = _part(at.call("GET", f"/git/ref/heads/{quote(base)}"), "object", "sha")
    tree = _part(at.call("GET", f"/git/commits/{head}"), "tree", "sha")
    new = _tree(at, files, tree)
    if new == tree:
        return 0, ""
    ref = at.call("GET", f"/git/ref/heads/{quote(branch)}", may_miss=True)
    if not ref or (_is_untouched(at, ref) and _tree_of(at, ref) != new):
        _point(at, branch, _commit(at, f"{title}\n\n{_OURS}", new, [head]), exists=bool(ref))
    owner = at.name.partition("/")[0]
    request = {"title": title, "body": text}
    for one in at.all(f"/pulls?state=open&head={owner}:{quote(branch)}"):
        number = int(_part(one, "number"))
        if one.get("title") != title or one.get("body") != text:
            at.call("PATCH", f"/pulls/{number}", request)
        return number, _part(one, "html_url")
    made = at.call("POST", "/pulls", {**request, "head": branch, "base": base})
    return int(_part(made, "number")), _part(made, "html_url")


def _is_untouched(at: Forge, ref: Any) -> bool:
    """Whether the newest commit of a branch is a workflow's. What a person has added to the branch stays."""
    message = at.call("GET", f"/git/commits/{_part(ref, 'object', 'sha')}").get("message")
    return str(message).rstrip().endswith(_OURS)


def start_checks(at: Forge, branch: str, number: int) -> None:
    """Starts the check and the review of a pull request that a workflow has opened: GitHub does not do it by itself."""
    base = _part(at.call("GET", ""), "default_branch")
    at.call("POST", "/actions/workflows/check.yml/dispatches", {"ref": branch})
    at.call("POST", "/actions/workflows/review.yml/dispatches", {"ref": base, "inputs": {"pull": str(number)}})


def put_pictures(at: Forge, number: int, pictures: Mapping[str, bytes]) -> str:
    """Puts the pictures of a pull request into a branch of their own. Returns the address of their folder."""
    ref = at.call("GET", f"/git/ref/heads/{PICTURES}", may_miss=True)
    before = _tree_of(at, ref) if ref else None
    tree = _tree(at, {f"{number}/{name}": content for name, content in pictures.items()}, before)
    commit = _commit(at, "Pictures of reviews", tree, [])
    _point(at, PICTURES, commit, exists=bool(ref))
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return f"{server}/{at.name}/raw/{commit}/{number}"


def _tree_of(at: Forge, ref: Any) -> str:
    return _part(at.call("GET", f"/git/commits/{_part(ref, 'object', 'sha')}"), "tree", "sha")


def _tree(at: Forge, files: Mapping[str, bytes | None], base: str | None) -> str:
    items = []
    for path, content in files.items():
        blob = None
        if content is not None:
            data = {"content": base64.b64encode(content).decode(), "encoding": "base64"}
            blob = _part(at.call("POST", "/git/blobs", data), "sha")
        items.append({"path": path, "mode": _MODE, "type": "blob", "sha": blob})
    return _part(at.call("POST", "/git/trees", {"tree": items} | ({"base_tree": base} if base else {})), "sha")


def _commit(at: Forge, message: str, tree: str, parents: list[str]) -> str:
    return _part(at.call("POST", "/git/commits", {"message": message, "tree": tree, "parents": parents}), "sha")


def _point(at: Forge, branch: str, commit: str, *, exists: bool) -> None:
    if exists:
        at.call("PATCH", f"/git/refs/heads/{quote(branch)}", {"sha": commit, "force": True})
    else:
        at.call("POST", "/git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})


def pull_of(at: Forge, commit: str) -> int:
    """The number of the open pull request whose newest commit this is; 0 if there is none."""
    pulls = at.all("/pulls?state=open")
    return next((int(_part(one, "number")) for one in pulls if _part(one, "head", "sha") == commit), 0)


def answers_of(at: Forge, number: int, author: str) -> list[str]:
    """What the author of an issue has written below it, in order."""
    comments = at.all(f"/issues/{number}/comments")
    users = ((one, one.get("user")) for one in comments)
    return [_text_of(one) for one, user in users if isinstance(user, dict) and user.get("login") == author]
