"""The command line: which commands there are. What a command takes is declared in ``cli``."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from lbpp_cli import __version__

# In the order in which the help lists them, under the panel that they stand in: each command, or group of commands, and
# the module of ``cli`` that declares it. Typer lists a group after the commands of its panel.
PANELS = {
    "Bids": {
        "template": "spreadsheets",
        "evaluate": "evaluation",
        "import": "spreadsheets",
        "check": "spreadsheets",
        "explain": "evaluation",
        "whatif": "evaluation",
        "rules": "evaluation",
    },
    "Documents": {"report": "documents", "verify": "documents", "memo": "documents"},
    "Many solicitations": {"batch": "many", "summary": "many", "simulate": "many"},
    "Contracts": {"participation": "participation", "recover": "evaluation", "penalty": "oversight"},
    "Contractors and subconsultants": {"rotation": "oversight", "bip": "outreach"},
}
COMMANDS = {name: module for panel in PANELS.values() for name, module in panel.items()}


def _version(wanted: bool) -> None:  # noqa: FBT001  Typer calls it so
    if wanted:
        typer.echo(f"lbpp {__version__}")
        raise typer.Exit


def lbpp(
    version: Annotated[  # noqa: FBT002  an option's default is how Typer is told of a flag
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Evaluate bids under local business preference rules: exact to the cent, each step with its clause."""


def build(called: str | None = None) -> typer.Typer:
    """The program with all its commands, or with the one that is ``called`` alone.

    Typer builds the options of every command that it knows at every start, which is felt.
    """
    app = typer.Typer(
        name="lbpp",
        callback=lbpp,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    names = [called] if called in COMMANDS else list(COMMANDS)
    modules = [import_module(f"lbpp_cli.cli.{module}") for module in dict.fromkeys(COMMANDS[name] for name in names)]
    declared = {info.name: info for module in modules for info in module.commands.registered_commands}
    groups = {info.name: info for module in modules for info in module.commands.registered_groups}
    for panel, its in PANELS.items():
        for name in its:
            if name in declared or name in groups:
                (declared.get(name) or groups[name]).rich_help_panel = panel
    app.registered_commands = [declared[name] for name in names if name in declared]
    app.registered_groups = [groups[name] for name in names if name in groups]
    return app
