"""Templates as quicker code: Jinja writes Python for any use at all, and ten thousand pages go through ours.

What a template means stays as it is; a test renders with and without. Of the code that Jinja wrote,

- pieces of text that follow each other become one piece, so that a page is put together from a third as many;
- a name that nobody gave is found out where it is looked up, and not again at each use;
- a part of a value that is printed is taken by `value[key]` itself;
- what a template knows is one dictionary, and nothing more is made of it where its code asks for nothing more.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from types import CodeType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context
from jinja2.utils import missing


class _Names(dict[str, Any]):
    """What a template was given; what it was not is looked up among the globals, and is `missing` in the end."""

    __slots__ = ("globals",)
    globals: Mapping[str, Any]

    def __missing__(self, name: str) -> object:
        return self.globals.get(name, missing)


class _Bare:
    """All of a context that the code of most templates asks for."""

    __slots__ = ("exported_vars", "names", "resolve_or_missing", "vars")

    def __init__(self, names: _Names) -> None:
        self.names = names
        self.resolve_or_missing = names.__getitem__
        self.vars: dict[str, Any] = {}
        self.exported_vars: set[str] = set()

    def get_all(self) -> dict[str, Any]:
        """What the template was given: Jinja asks for it when something went wrong."""
        return dict(self.names)


class _QuickTemplate(Template):
    """A template that is rendered ten thousand times, with the same globals as the first time."""

    @cached_property
    def _globals(self) -> dict[str, Any]:
        return dict(self.globals)

    @cached_property
    def _context(self) -> dict[str, Any]:
        return vars(self.new_context())

    def render(self, *args: Any, **kwargs: Any) -> str:
        """What `Template.render` gives."""
        if self.blocks:
            return super().render(*args, **kwargs)
        names = _Names(*args, **kwargs)
        names.globals = self._globals
        # A context takes Jinja as long to make as a page takes to be written, and hardly anybody looks into it: the
        # code of a template looks names up before it sets any.
        context: Any
        if _IS_BARE in self.root_render_func.__globals__:
            context = _Bare(names)
        else:
            context = Context.__new__(Context)
            parent = {**self._globals, **names}
            vars(context).update(
                self._context,
                parent=parent,
                vars={},
                exported_vars=set(),
                resolve_or_missing=names.__getitem__,
            )
        try:
            return "".join(self.root_render_func(context))
        except Exception:  # noqa: BLE001 - the next line raises it, with the template's lines in its traceback
            self.environment.handle_exception()


class QuickEnvironment(Environment):
    """An environment whose templates are rendered in less time.

    To make their code quicker takes as long as to compile it; `is_worth_it` says for which files it is done.
    """

    template_class = _QuickTemplate
    is_worth_it: Callable[[str], bool] = staticmethod(lambda filename: True)  # noqa: ARG005 - any file is

    def _compile(self, source: str, filename: str) -> CodeType:
        return compile(quicken(source) if self.is_worth_it(filename) else source, filename, "exec")


def quicken(source: str) -> ast.Module:
    """The Python that Jinja wrote for a template, made quicker."""
    tree: ast.Module = ast.parse(source)
    names = _names_looked_up_once(tree)
    # A template that hands its names on to another one hands on `missing` for what is not there.
    if "derived" not in source:
        tree = _KnownNames(names).visit(tree)
    tree = _Yields(_filters(tree)).visit(tree)
    tree = _Loops().visit(tree)
    if _asked_of_context(tree) <= _BARE:
        tree.body += ast.parse(f"{_IS_BARE} = True").body
    return ast.fix_missing_locations(tree)


_IS_BARE = "is_bare"
"""A variable in the code of a template that asks for no more of its context than `_BARE`."""
_BARE = frozenset(_Bare.__slots__)


def _asked_of_context(tree: ast.Module) -> set[str]:
    """What the code in `tree` takes of its context; the context itself, where it hands that on, counts as ""."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "context"]
    taken = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "context"
    ]
    return {node.attr for node in taken} | ({""} if len(names) > len(taken) else set())


def _names_looked_up_once(tree: ast.Module) -> frozenset[str]:
    """The variables that are set once in the whole of `tree`, by looking them up."""
    times = Counter(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    looked_up = {_looked_up(node) for node in ast.walk(tree)}
    return frozenset(name for name in looked_up if times[name] == 1)


def _looked_up(node: ast.AST) -> str:
    """The variable that `node` sets, in `l_0_name = resolve('name')`; empty where it is something else."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.value, ast.Call):
        return ""
    target, called = node.targets[0], node.value.func
    is_lookup = isinstance(called, ast.Name) and called.id == "resolve" and isinstance(target, ast.Name)
    return target.id if is_lookup and isinstance(target, ast.Name) else ""


class _KnownNames(ast.NodeTransformer):
    """Moves the question whether a name is there from its uses to its lookup."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        name = _looked_up(node)
        if name not in self._names:
            return self.generic_visit(node)
        assert isinstance(node.value, ast.Call)  # noqa: S101 - `_looked_up` has seen it
        (key,) = node.value.args
        (unknown,) = ast.parse(f"if {name} is missing: {name} = undefined(name={ast.unparse(key)})").body
        return [node, unknown]

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        # Jinja writes: undefined(name="x") if l_0_x is missing else l_0_x
        name = node.orelse
        if (
            isinstance(name, ast.Name)
            and name.id in self._names
            and isinstance(node.body, ast.Call)
            and ast.unparse(node.test) == f"{name.id} is missing"
        ):
            return name
        return self.generic_visit(node)


class _Loops(ast.NodeTransformer):
    """Leaves out the variables that a loop sets for what it calls, where it calls nothing."""

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        uses = [each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id == "_loop_vars"]
        kept = [each for each in node.body if ast.unparse(each) != "_loop_vars = {}"]
        if kept and len(uses) == len(node.body) - len(kept):
            node.body = kept
        return node


def _filters(tree: ast.Module) -> frozenset[str]:
    """The variables in which filters are that want a value: `default` is there for those that are missing."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = ast.unparse(node.value)
            if name.startswith("environment.filters[") and not name.endswith(("['default']", "['d']")):
                found.add(node.targets[0].id)
    return frozenset(found)


class _Yields(ast.NodeTransformer):
    """Joins the pieces of a page that follow each other."""

    def __init__(self, filters: frozenset[str]) -> None:
        self._filters = filters

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                setattr(node, field, self._joined(statements))
        return node

    def _joined(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        pieces: list[ast.expr] = []

        def put_down() -> None:
            if pieces:
                text = ast.JoinedStr([_as_part(piece) for piece in pieces])
                found.append(ast.Expr(ast.Yield(text if len(pieces) > 1 else pieces[0])))
                pieces.clear()

        for statement in statements:
            piece = _yielded(statement)
            if piece is not None:
                pieces.append(self._with_plain_parts(piece))
            elif not isinstance(statement, ast.Pass) or len(statements) == 1:
                put_down()
                found.append(statement)
        put_down()
        return found

    def _with_plain_parts(self, piece: ast.expr) -> ast.expr:
        """`escape(environment.getitem(value, key))` with `value[key]` in it: to print what is not there is an error."""
        if isinstance(piece, ast.Call) and _is_called(piece, "escape") and len(piece.args) == 1:
            piece.args[0] = self._plain_part(piece.args[0])
        return piece

    def _plain_part(self, value: ast.expr) -> ast.expr:
        plain = self._plain_part
        match value:
            case ast.Call(args=[holder, key]) if _is_called(value, "environment.getitem"):
                return ast.Subscript(plain(holder), plain(key), ast.Load())
            case ast.Call(func=ast.Name(id=name)) if name in self._filters:
                value.args = list(map(plain, value.args))
            case ast.IfExp():
                value.body, value.orelse = plain(value.body), plain(value.orelse)
            case ast.Subscript():
                value.value = plain(value.value)
        return value


def _yielded(statement: ast.stmt) -> ast.expr | None:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield):
        return statement.value.value
    return None


def _as_part(piece: ast.expr) -> ast.expr:
    """`piece` as part of an f-string."""
    return piece if isinstance(piece, ast.Constant) else ast.FormattedValue(piece, conversion=-1)


def _is_called(call: ast.Call, name: str) -> bool:
    return ast.unparse(call.func) == name
