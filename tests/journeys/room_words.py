"""What people wrote before the meeting in the room: what may be read on the wall, and the canaries that may not."""

SHOWN = "在《示例学刊》发表教学论文一篇。"
JUDGED = "校级刊物，参照去年同类事项按 2 分。"
PLAIN = "指导三名学生修改论文，两课时。"
REPORTED = "周末义务辅导两名学生，没有自己申报。"
HIDDEN = "金丝雀甲：论文写到家人的病。"
FACT = "金丝雀乙：主题党日迟到去接孩子"
ANSWER = "金丝雀丙：当天已向组长请假"
REASON = "金丝雀丁：假条没有交到支部"
OBJECTED = "金丝雀戊：迟到只有十分钟"
FOUND = "金丝雀己：签到表上是二十分钟"
FILE = "金丝雀庚.pdf"
CANARIES = (HIDDEN, FACT, ANSWER, REASON, OBJECTED, FOUND, FILE)
