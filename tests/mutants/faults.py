"""The faults that can be put into a module: each changes one word of its syntax tree."""

import ast
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType

ROOT = Path(__file__).resolve().parent.parent.parent
Function = ast.FunctionDef | ast.AsyncFunctionDef

#: What an operator is taken for, each for another that is wrong only now and then.
COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
RECKONED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLED = {
    "filter": "exclude",
    "exclude": "filter",
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
}
#: Of these each condition may be forgotten.
ASKING = {"filter", "exclude", "get", "Q"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One change. within: the function it is in, whole; None is the module itself. default_of: the
    function that has it as a default.
    """

    name: str
    owner: ast.AST
    field: str
    place: int | None
    becomes: ast.AST
    within: Function | None
    lines: range
    default_of: Function | None = None

    def put(self) -> None:
        """Put the fault into the tree it is of."""
        if self.place is None:
            setattr(self.owner, self.field, self.becomes)
        else:
            getattr(self.owner, self.field)[self.place] = self.becomes


def faults_of(path: Path) -> tuple[ast.Module, list[Fault]]:
    """The tree of a module, and everything that may be wrong in it, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [*_inside(tree, "", None, tree)]
    names: Counter[str] = Counter()
    numbered: list[Fault] = []
    for fault in found:
        names[fault.name] += 1
        number = names[fault.name]
        name = fault.name if number == 1 else f"{fault.name} ({number})"
        numbered.append(replace(fault, name=name))
    return tree, numbered


def codes_of(tree: ast.Module, path: Path) -> dict[tuple[str, int], CodeType]:
    """What the functions of a tree are compiled to: name and first line → code."""
    found: dict[tuple[str, int], CodeType] = {}
    waiting = [compile(ast.fix_missing_locations(tree), str(path), "exec")]
    while waiting:
        code = waiting.pop()
        found[code.co_name, code.co_firstlineno] = code
        waiting += [each for each in code.co_consts if isinstance(each, CodeType)]
    return found


def place_of(function: Function) -> tuple[str, int]:
    """By what its code is known."""
    return function.name, min(each.lineno for each in [function, *function.decorator_list])


def put_default(fault: Fault, function: FunctionType) -> None:
    """Give a function the default that a fault has."""
    asked, wrong = fault.owner, fault.becomes
    if not (isinstance(asked, ast.arguments) and isinstance(wrong, ast.Constant)):
        raise LookupError(fault.name)
    if fault.field == "kw_defaults":
        word = asked.kwonlyargs[fault.place or 0].arg
        function.__kwdefaults__ = {**(function.__kwdefaults__ or {}), word: wrong.value}
    else:
        given = [*(function.__defaults__ or ())]
        given[fault.place or 0] = wrong.value
        function.__defaults__ = (*given,)


def noting(function: Function, word: str) -> None:
    """Have a function call something by this word with the line of each statement it comes to."""
    for node in [*ast.walk(function)]:
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if isinstance(statements, list) and not isinstance(node, ast.ClassDef):
                noted = [(_note(word, each.lineno), each) for each in statements]
                setattr(node, field, [one for pair in noted for one in pair])


def _note(word: str, line: int) -> ast.Expr:
    return ast.Expr(ast.Call(ast.Name(word, ast.Load()), [ast.Constant(line)], []))


def read_with_the_fault(named: str) -> None:
    """Have this process read a module (`path:number of the fault`) with the fault, from now on."""
    path, _, number = named.rpartition(":")
    read = SourceFileLoader.get_code

    def wrong(loader: SourceFileLoader, name: str) -> CodeType | None:
        if Path(loader.path) != ROOT / path:
            return read(loader, name)
        tree, faults = faults_of(ROOT / path)
        faults[int(number)].put()
        return compile(ast.fix_missing_locations(tree), loader.path, "exec")

    SourceFileLoader.get_code = wrong  # type: ignore[method-assign]


def _inside(node: ast.AST, title: str, within: Function | None, line: ast.AST) -> Iterator[Fault]:
    """The faults of what a node is made of; annotations, decorators and texts have none."""
    for field, place, child in _parts(node):
        is_body = field == "body" and isinstance(node, Function)
        inside = node if is_body and within is None else within
        begins = child if isinstance(child, ast.stmt) else line
        is_index = field == "slice" and isinstance(child, ast.Tuple)
        for name, becomes in () if is_index else _wrong(child, is_in_function=inside is not None):
            ast.copy_location(becomes, child)
            lines, default_of = _lines(child, begins), None
            if isinstance(node, ast.arguments) and inside is None and isinstance(begins, Function):
                lines, default_of = range(begins.lineno, (begins.end_lineno or 0) + 1), begins
            name = f"{title or '-'}: {name}"
            yield Fault(name, node, field, place, becomes, inside, lines, default_of)
        named = isinstance(child, Function | ast.ClassDef)
        deeper = f"{title}.{child.name}".lstrip(".") if named else title
        yield from _inside(child, deeper, inside, begins)


def _parts(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field not in {"annotation", "returns", "decorator_list"} and not _is_contents(node):
            several = isinstance(value, list)
            for place, child in enumerate(value) if several else [(None, value)]:
                if isinstance(child, ast.AST):
                    yield field, place, child


def _is_contents(node: ast.AST) -> bool:
    """Whether a line says what of a package is for others."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"


def _lines(node: ast.AST, begins: ast.AST) -> range:
    """Where a program is when it comes to a node."""
    last = node.test if isinstance(node, ast.If) else node
    end = getattr(last, "end_lineno", None) or begins.end_lineno
    return range(begins.lineno, end + 1)


def _wrong(node: ast.AST, *, is_in_function: bool) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in the place of a node: name → node."""
    was = ast.unparse(node) if isinstance(node, ast.expr) else ""
    for said, becomes in _wrong_words(node, is_in_function=is_in_function):
        now = ast.unparse(becomes) if isinstance(becomes, ast.expr) else ""
        yield said or f"{was} → {now}", becomes


def _wrong_words(node: ast.AST, *, is_in_function: bool) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(left, operators, others):
            for place, operator in enumerate(operators):
                changed = [*operators]
                changed[place] = COMPARED[type(operator)]()
                yield "", ast.Compare(left, changed, others)
        case ast.BoolOp(operator, values):
            yield "", ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield "", operand
        case ast.BinOp(left, operator, right) if is_in_function and type(operator) in RECKONED:
            yield "", ast.BinOp(left, RECKONED[type(operator)](), right)
        case ast.Constant(bool() as value):
            yield "", ast.Constant(not value)
        case ast.Constant(int() as value):
            yield "", ast.Constant(value + 1)
        case ast.IfExp() | ast.If():
            if not _is_turned_by_itself(node.test):
                turned = copy(node)
                turned.test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
                yield f"if {ast.unparse(node.test)} → if not", turned
        case ast.Call():
            yield from _wrong_call(node)
        case ast.stmt():
            yield from _wrong_statement(node)
        case _:
            yield from _one_less(node, is_in_function=is_in_function)


def _wrong_statement(node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.AugAssign(target, operator, value) if type(operator) in RECKONED:
            becomes = ast.AugAssign(target, RECKONED[type(operator)](), value)
            yield f"{ast.unparse(node)} the other way", becomes
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield f"{ast.unparse(node)} → None", ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()) | ast.Raise():
            yield f"without {ast.unparse(node)}", ast.Pass()
        case ast.Continue():
            yield "continue → break", ast.Break()
        case ast.Break():
            yield "break → continue", ast.Continue()


def _one_less(node: ast.AST, *, is_in_function: bool) -> Iterator[tuple[str, ast.AST]]:
    """What holds several things, without one of them; the value and word of a choice are one."""
    match node:
        case ast.comprehension(ast.expr() as target, _, conditions):
            for place, condition in enumerate(conditions):
                without = copy(node)
                without.ifs = [*conditions[:place], *conditions[place + 1 :]]
                yield f"for {ast.unparse(target)} without if {ast.unparse(condition)}", without
        case ast.Set(parts) | ast.List(parts, ast.Load()) | ast.Tuple(parts, ast.Load()):
            is_choice = not is_in_function and parts and isinstance(parts[0], ast.Constant)
            for place, part in enumerate(parts if len(parts) > 1 and not is_choice else []):
                without = copy(node)
                without.elts = [*parts[:place], *parts[place + 1 :]]
                yield f"{ast.unparse(node)} without {ast.unparse(part)}", without


def _is_turned_by_itself(test: ast.expr) -> bool:
    """Whether a condition has a fault already that turns it, or is for mypy alone."""
    match test:
        case ast.UnaryOp(ast.Not()) | ast.Name("TYPE_CHECKING"):
            return True
        case ast.Compare(_, [operator], _):
            return isinstance(
                operator, ast.Eq | ast.NotEq | ast.Is | ast.IsNot | ast.In | ast.NotIn
            )
    return False


def _wrong_call(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    match node.func:
        case ast.Name(name):
            other: ast.expr = ast.Name(CALLED.get(name, ""), ast.Load())
        case ast.Attribute(value, name):
            other = ast.Attribute(value, CALLED.get(name, ""), ast.Load())
        case _:
            return
    if name in CALLED:
        yield "", ast.Call(other, node.args, node.keywords)
    for place, word in enumerate(node.keywords if name in ASKING else []):
        kept = [*node.keywords[:place], *node.keywords[place + 1 :]]
        yield f"{ast.unparse(node)} without {word.arg}", ast.Call(node.func, node.args, kept)
