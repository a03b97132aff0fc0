"""What the members of the demo do in a year: declared by themselves, noted for many, and taken off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a member may declare: the item, what is said, and what the item needs besides."""

    item: str
    said: str
    level: str = ""
    each_centi: int | None = None
    achievement: str = ""


# What members of each list declare, over and over; the day keeps two of a kind apart.
DEEDS: Final[dict[str, tuple[Deed, ...]]] = {
    "T": (
        Deed("DT2", "指导学生修改毕业论文，两课时。"),
        Deed("DT2", "指导师范生试讲并点评，两课时。"),
        Deed("DT2", "带学生到档案室查阅资料，半天。"),
        Deed("DT5", "参加学院招生咨询，半天。"),
        Deed("DT5", "学院图书整理志愿服务，两小时。"),
        Deed("DT5", "为新生开放日作讲解，半天。"),
        Deed("DT3", "主持的校级教改课题立项，附立项通知。", each_centi=200),
        Deed("DT3", "在《示例学刊》发表教学论文一篇。", each_centi=300),
        Deed("J05", "在支部讲党课，题目为“读书与做人”。"),
        Deed("J02", "指导学生获校级讲课比赛一等奖。", level="校", achievement="校讲课比赛"),
        Deed("J06", "收到毕业班学生书面感谢信一封。"),
    ),
    "A": (
        Deed("DA5", "提出教室借用流程改进建议，学院采纳。"),
        Deed("DA5", "迎新志愿服务，一天。"),
        Deed("DA5", "整理旧档案目录，方便师生查找。"),
        Deed("J05", "在支部交流办事窗口工作经验。"),
        Deed("J06", "收到学生书面表扬一封。"),
        Deed("J01", "获评校级先进工作者。", level="校", achievement="校级先进工作者"),
    ),
    "P": (
        Deed("DP3", "协助布置主题党日会场。"),
        Deed("DP3", "整理支部学习资料并归档。"),
        Deed("DP5", "学院图书整理志愿服务，两小时。"),
        Deed("DP4", "完成发展对象与预备党员培训，附结业证明。"),
    ),
}

# What the recorder notes for everyone on a list in the last month of a quarter.
EACH_QUARTER: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "T": (("DT4", "本季度承诺事项已兑现，支部核验。"),),
    "A": (
        ("DA1", "本季度岗位任务完成，部门核对。"),
        ("DA2", "本季度没有查实的服务投诉。"),
        ("DA3", "本季度安全责任检查合格。"),
        ("DA4", "本季度承诺事项已兑现，支部核验。"),
    ),
    "P": (("DP1", "本季度岗位职责完成，部门核对。"), ("DP2", "按时交来本季度思想汇报。")),
}

# Once each semester, for all teachers.
TERM_DONE: Final[dict[int, tuple[str, str]]] = {
    7: ("DT1", "春季学期教学任务完成，教务已核对。"),
    12: ("DT1", "秋季学期教学任务完成，教务已核对。"),
}

# One activity a month that many went to: month, day, list, item, what.
TOGETHER: Final = (
    (2, 25, "T", "DT5", "新学期教材搬运志愿服务，两小时。"),
    (3, 12, "T", "DT5", "校园植树志愿服务，半天。"),
    (4, 22, "T", "DT2", "世界读书日导读，每人一组学生。"),
    (5, 20, "T", "DT2", "毕业班论文集中答疑，半天。"),
    (6, 10, "A", "DA5", "毕业生离校手续集中办理服务，一天。"),
    (8, 26, "T", "DT5", "迎新准备和宿舍引导，半天。"),
    (9, 9, "T", "DT2", "新生专业导读，每人一组学生。"),
    (11, 18, "T", "DT5", "冬衣捐赠整理志愿服务，两小时。"),
)

# (month, day, item, what, name, reply or "" for none)
MINUSES: Final = (
    (1, 22, "K03", "主题党日迟到 20 分钟。", "程一诺", "路上堵车，以后提早出门。"),
    (2, 26, "K02", "因私请假一次。", "唐子墨", ""),
    (3, 19, "K04", "三月网络培训少 2 学时。", "宋书言", "已补学，请核对。"),
    (3, 20, "K02", "因私请假一次。", "唐子墨", ""),
    (4, 16, "K05", "四月党费逾期三天交纳。", "陆怀瑾", "忘记转账，已补交。"),
    (5, 21, "K03", "党员大会迟到 15 分钟。", "欧阳文博", "当天第二节有课，下课后赶来。"),
    (6, 18, "K07", "外出培训没有报备。", "欧阳文博", "培训是学院安排的，请假单已交办公室。"),
    (7, 9, "K08", "没有参加暑期集体学习，事先没有说明。", "顾清和", "当天身体不适，事后补了假条。"),
    (8, 20, "K03", "主题党日迟到 15 分钟。", "周予安", "公交改道，晚到了。"),
    (9, 17, "K03", "主题党日迟到 10 分钟。", "傅景行", "电梯检修，晚到几分钟。"),
    (10, 20, "K03", "主题党日迟到 15 分钟。", "周予安", ""),
    (11, 12, "K05", "十一月党费逾期两天交纳。", "沈知行", "已补交。"),
)
