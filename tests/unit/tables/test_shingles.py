from pipelines.tables.shingles import PLACES, sketch

TEXT = "".join(f"第{number}段说明各地推进项目建设的情况,共有{number * 7}个项目开工。" for number in range(60))


def alike(one: str, other: str) -> float:
    return sum(a == b for a, b in zip(sketch(one), sketch(other), strict=True)) / PLACES


def test_white_space_does_not_count():
    assert sketch("甲乙 丙\n丁") == sketch("甲乙丙丁")


def test_a_reprint_with_a_new_ending_is_nearly_the_same():
    assert alike(TEXT, TEXT + "责任编辑供稿。") > 0.8


def test_another_text_is_not():
    assert alike(TEXT, TEXT[::-1]) < 0.2


def test_an_empty_or_short_text_has_a_sketch():
    assert len(sketch("")) == len(sketch("短")) == PLACES
