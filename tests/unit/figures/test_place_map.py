"""Which place a figure speaks of. In each case the figure stands in 【】; its clause, sentence, paragraph are plain."""

import pytest

from pipelines.figures.place_map import PlaceMap, Scope


def scope(marked: str, title: str | None = None, publisher: str | None = None) -> Scope:
    """The scope of the figure in 【】; sentences end with 。, clauses with ，, paragraphs with a line."""
    start = marked.index("【")
    end = marked.index("】") - 1
    text = marked.replace("【", "").replace("】", "")
    paragraph = text.rfind("\n", 0, start) + 1
    sentence = max(paragraph, text.rfind("。", 0, start) + 1)
    clause = max(sentence, text.rfind("，", 0, start) + 1)
    return PlaceMap(text, title, publisher).at(start, clause, sentence, paragraph, None, end)


STATED = [
    ("2024年，四川高新技术企业达到【2万家】。", "四川"),
    ("四川公路里程【40万公里】，高速公路【9000公里】。".replace("【9000公里】", "9000公里"), "四川"),
    ("四川公路里程40万公里，高速公路【9000公里】。", "四川"),
    ("四川省成都市实现增加值【5亿元】。", "成都"),
    ("川渝地区生产总值迈上新高，全国占比提高到【7%】。", "川渝"),
    ("双城经济圈生产总值8万亿元，占西部地区比重超【30%】。", "成渝地区双城经济圈"),
    ("上海对欧盟进出口【500亿元】。", "上海"),
    ("我国保持增长，对东盟、非洲出口分别增长【16%】、35%。", "全国"),
    ("线路辐射全球【126个】国家。", "全球"),
    ("推出【60个】川渝特色场景。", "川渝"),
    ("滇中城市群共建园区。昆明、玉溪之间开通班车。城市群医院达【90家】。", "滇中城市群"),
    ("甘肃增速慢于全国水平（【5.5%】）。", "全国"),
    ("宝鸡、咸阳产值超过【100亿元】。", "宝鸡、咸阳"),
    ("四川、重庆合计【9万亿元】。", "川渝"),
    ("浙江成为国家【8个】枢纽节点之一。", "全国"),
    ("【11项】事项在川渝跨域办理。", "川渝"),
    ("昆明居民收入是全国的【1.2倍】。", "昆明"),
    ("中部地区进出口1.5万亿元，增速高出全国【8个百分点】。", "中部地区"),
    ("粤港澳大湾区内地9市进出口8万亿元，占全国的【19%】。", "粤港澳大湾区内地9市"),
    ("吉林建设珲春示范区等【9个】平台。", "吉林"),
]


@pytest.mark.parametrize(("text", "name"), STATED, ids=[text for text, _ in STATED])
def test_a_place_stated_in_the_sentence(text: str, name: str) -> None:
    assert scope(text)[::2] == (name, "stated")


INHERITED = [
    ("四川加快绿色转型。森林覆盖率达【40%】。", "四川"),
    ("上半年，我国外贸稳定。其中，出口【10万亿元】。", "全国"),
    ("截至去年底，江西企业总数100万家。新增【5万家】。", "江西"),
    ("浙江、福建扩大开放。其中河北、山西等6省增长8%。企业总数【9万户】。", "浙江、福建"),
]


@pytest.mark.parametrize(("text", "name"), INHERITED, ids=[text for text, _ in INHERITED])
def test_a_place_carried_over_from_the_sentence_before(text: str, name: str) -> None:
    assert scope(text)[::2] == (name, "inherited")


def test_a_later_sentence_goes_back_to_what_opened_the_one_before() -> None:
    assert scope("福建、江西两省打造3个产业带，武夷山聚集企业42家。共建实验室【6家】。").name == "福建、江西"
    assert scope("福建打造3个产业带，武夷山聚集企业42家。共建实验室【6家】。").name == "福建"
    assert scope("福建打造3个产业带，武夷山聚集企业42家。当地共建实验室【6家】。").name == "武夷山"
    assert scope("全国打造3个产业带，武夷山聚集企业42家。共建实验室【6家】。").name == "武夷山"


def test_what_is_said_of_all_places_is_not_of_the_last_one() -> None:
    assert scope("天津增温6度。各地投入设备【60台】。").name is None
    assert scope("天津增温6度。又投入设备【60台】。").name == "天津"


def test_the_topic_answers_where_nothing_nearer_does() -> None:
    text = "今年，陕西生产总值3万亿元。\n陕西工业增长5%。\n陕西出口增长6%。\n新建高中【11所】。"
    assert scope(text, title="陕西省政府工作报告") == Scope("陕西", "610000", "topic")


def test_a_round_up_has_no_topic() -> None:
    text = "陕西生产总值3万亿元。\n陕西工业增长5%。\n陕西出口增长6%。\n新建高中【11所】。"
    assert scope(text, title="国内联播快讯").name is None


def test_a_part_of_the_topic_named_in_passing_does_not_take_over() -> None:
    text = "陕西生产总值3万亿元，陕西工业增长5%，陕西出口增长6%。\n稳投资。延安苹果入选名录，猕猴桃产值增长【8%】。"
    assert scope(text, title="陕西省工作报告").name == "陕西"


CITY_OF_THE_TITLE = "西宁机场旅客900万人次。\n西宁海关监管货值7亿元。\n西宁综保区出口8亿元。\n班列开行【33列】。"


@pytest.mark.parametrize(
    ("title", "name"), [("青海扩大开放", "青海"), ("青海西宁扩大开放", "西宁"), ("枢纽扩大开放", "西宁")]
)
def test_a_province_in_the_title_takes_what_its_city_does_not(title: str, name: str) -> None:
    assert scope(CITY_OF_THE_TITLE, title=title).name == name


def test_a_district_of_several_cities_is_that_of_the_city_of_the_title() -> None:
    district = "鼓楼区新增企业【40家】。"
    assert (scope(district, title="徐州经济向好").code, scope(district).name) == ("320302", None)


def test_places_of_a_clause_are_laid_on_the_list_behind() -> None:
    text = "浙江外贸向好。前两位是德清县、长兴县，出口9亿元、6亿元，增长4%、2%。"
    places = PlaceMap(text)
    sentence = text.index("前两位")
    names = [[p.name for p in places.listed(sentence, text.index(words), 2) or ()] for words in ("9亿", "4%")]
    assert names == [["德清", "长兴"], ["德清", "长兴"]]
    assert places.listed(sentence, text.index("9亿"), 3) is None


SCENES = [
    ("来到湖北荆州的这家工厂，机器轰鸣。\n转型加快。\n车间里，【6名】工人忙碌。", "荆州"),
    ("来到湖北荆州，机器轰鸣。\n转型加快。\n车间里，【6名】工人忙碌。", None),
    ("来到湖北荆州的这家工厂，机器轰鸣。\n放眼全国，工厂有【6家】。", None),
    ("用电【300亿千瓦时】，占西部地区总量的两成。", "西部地区"),
]


@pytest.mark.parametrize(("text", "name"), SCENES)
def test_the_place_of_a_scene_and_the_whole_of_a_share(text: str, name: str | None) -> None:
    assert scope(text).name == name


def test_two_places_of_a_title_that_share_the_text_are_no_topic() -> None:
    text = "陕西生产总值3万亿元。\n陕西工业增长5%。\n甘肃工业增长6%。\n甘肃出口增长6%。\n新建高中【11所】。"
    assert scope(text, title="陕西、甘肃加快发展").name is None


def test_a_trading_partner_does_not_carry_over() -> None:
    text = "我国外贸增长5%，东盟保持第一大贸易伙伴。对欧盟进出口【5万亿元】。"
    assert scope(text, title="我国外贸增长5%").name == "全国"


def test_an_authority_speaks_for_its_place() -> None:
    assert scope("据上海海关统计，出口【500亿元】。").name == "上海"


def test_a_university_does_not() -> None:
    assert scope("据重庆大学介绍，学科建设加快。新增专利【500件】。").name is None


def test_nothing_is_invented() -> None:
    assert scope("新增企业【5万家】。") == Scope(None, None, "none")


def test_the_base_of_a_comparison_is_never_the_place() -> None:
    assert scope("增速高于全国【2个百分点】。").name is None


def test_the_publisher_answers_for_the_whole_province_only_when_asked() -> None:
    asked, unasked = "全省新增企业【5万家】。", "新增企业【5万家】。"
    assert (scope(asked, publisher="甘肃省人民政府").name, scope(unasked, publisher="甘肃省人民政府").name) == (
        "甘肃",
        None,
    )


def test_a_percentage_is_not_of_the_place_that_follows_it() -> None:
    assert scope("全国居民收入增长【8%】江苏省居民收入2万元").name == "全国"


def test_a_nation_that_leads_the_text_is_its_topic() -> None:
    assert scope("我国图书馆不断完善。\n借阅量增长【8%】。") == Scope("全国", "CN", "topic")
    assert scope("我国图书馆不断完善，昆明新馆开放。\n借阅量增长【8%】。") == Scope(None, None, "none")


PASSING = [
    "福建局地内涝，交通受阻。揽收包裹【8亿件】。",
    "《云南印象》等剧目上演。演出【30场】。",
    "浙江扩大开放。【11个】省份增速较快。",
    "分区域看，东部地区增长5%；西部地区增长6%。企业利润增长【8%】。",
    "近期个别企业产能收紧，出现计划外检修情况，此外，乐山和泸州限电，产出受限。硅片价格【2.8元】。",
]


@pytest.mark.parametrize("text", PASSING)
def test_a_place_that_a_text_does_not_go_on_about(text: str) -> None:
    assert scope(text) == Scope(None, None, "none")


def test_a_document_speaks_for_its_place() -> None:
    assert scope("《云南省交通规划》列入项目【30个】。").name == "云南"


OWN_REPORTS = [
    ("阳山县政府工作报告（摘要）", "阳山县人民政府", "阳山"),
    ("阳山县政府工作报告", "阳山县人民政府", "阳山"),
    ("阳山县政府工作报告", "江苏省人民政府", None),
    ("阳山县见闻", "阳山县人民政府", None),
    ("各县政府工作报告摘要", "阳山县人民政府", None),
]


@pytest.mark.parametrize(("title", "publisher", "name"), OWN_REPORTS)
def test_a_report_of_a_place_by_its_own_authority_is_on_that_place(
    title: str, publisher: str, name: str | None
) -> None:
    assert scope("生产总值【120亿元】。", title, publisher).name == name
