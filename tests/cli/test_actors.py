"""`annotator actors`: listing, importing and exporting the registry."""

from pathlib import Path

from annotator.project import annotating, registry
from annotator.project.project import Project
from tests.cli.conftest import Run
from tests.making import layer, project_with, scheme_of


def test_actors_are_listed_with_their_forms_and_mentions(run: Run, path: Path) -> None:
    with Project.open(path, "anna") as project:
        registry.add(project, "Kim Chol", "person", "kim", aliases=("Kim",))
        kim = next(one for one in layer(project) if one.label == "actor")
        annotating.set_attribute(project, 1, [kim.id], "actor", "kim")
    done = run("actors", path, "--analyst", "anna")
    assert (done.code, done.err) == (0, "")
    assert "kim  Kim Chol (person): Kim – 1 mention\n" in done.out
    found = {entry["id"]: entry for entry in run("actors", path, "--json").json["actors"]}
    assert found["state.kp"]["aliases"][:2] == ["N. Korea", "N.Korea"]


def test_an_empty_registry_says_how_it_is_filled(run: Run, tmp_path: Path) -> None:
    project_with(tmp_path, scheme=scheme_of({"name": "thing"})).close()
    assert "--import FILE` fills it" in run("actors", tmp_path / "news.annotator").out


def test_a_registry_goes_out_and_into_another_project(run: Run, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "actors.csv"
    assert run("actors", path, "--export", out).out == f"Wrote {out}: 298 actors.\n"
    (tmp_path / "other").mkdir()
    project_with(tmp_path / "other", scheme=scheme_of({"name": "thing"})).close()
    other = tmp_path / "other" / "news.annotator"
    assert run("actors", other, "--import", out).out == f"Read {out}: 298 added, 0 changed, 0 the same.\n"
    again = run("actors", other, "--import", out, "--export", tmp_path / "again.csv", "--json").json
    assert (len(again["same"]), again["written"]) == (298, 298)
    assert out.read_bytes() == (tmp_path / "again.csv").read_bytes()


def test_a_faulty_file_is_told_with_its_line(run: Run, path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,type\nKim,person\nX,planet\n")
    done = run("actors", path, "--import", tmp_path / "a.csv")
    assert done.code == 1
    assert done.err.startswith("a.csv, line 3: 'planet' is no type of actor")
