from dataclasses import replace

from pipelines.tables.versions import build_id, files_digest, sources, versions


def test_a_version_changes_with_content_and_names_only(tmp_path):
    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    before = files_digest(sources(tmp_path), tmp_path)
    (tmp_path / "a.py").write_bytes(b"x = 1\r\n")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    assert files_digest(sources(tmp_path), tmp_path) == before
    (tmp_path / "a.py").write_bytes(b"x = 2\n")
    changed = files_digest(sources(tmp_path), tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({before, changed, files_digest(sources(tmp_path), tmp_path)}) == 3


def test_the_build_id_depends_on_pages_versions_and_corrections_not_on_order():
    now = versions()
    same = build_id(["a", "b"], now)
    assert build_id(["b", "a"], now) == same
    others = [
        build_id(["a"], now),
        build_id(["a", "b"], replace(now, rules="0" * 16)),
        build_id(["a", "b"], now, corrections="changed"),
    ]
    assert len({same, *others}) == 4
    assert len(same) == 16


def test_rereading_follows_rules_and_vocabulary_not_models():
    now = versions()
    assert replace(now, models="0" * 16).extracted == now.extracted
    assert replace(now, vocabulary="0" * 16).extracted != now.extracted
    assert replace(now, rules="0" * 16).extracted != now.extracted
