"""Units of measure and measure words (量词) as official prose writes them. Data only.

``百分点`` and the like first name what a change is counted in; ``MAGNITUDES`` multiply and stay part of the unit as
written (12.8万名), because that is how people quote it.
"""

from __future__ import annotations

import re

_SHARES = "% ％ ‰"
_MEASURES = """
    个百分点 百分点 平方公里 平方千米 平方米 立方米 公顷 亩 公里 千米 海里 米 厘米 毫米 公斤 千克 克 毫克 微克 吨 蒸吨 吨标准煤 标准煤 升 毫升 兆瓦
    千瓦时 千瓦 度 ℃ 兆 比特 车位 人份 人次 人天 人日 剂次 辆次 架次 例次 户次 批次 班次 场次 门次 次 学时 课时 学分 个学时 个课时
    个基点 基点 折 美元 欧元 港元 元 工作日 个工作日 自然日 个自然日 小时 个小时 分钟 秒钟 秒 个月 周岁 岁 天 日 周 年 倍 成 分 平方 K k
"""
_COUNTERS = """
    名 人 位 户 家 所 个 张 台 辆 套 支 座 处 间 条 项 件 场 期 届 种 类 级 例 批 篇 份 对 组 班 轮 款 门 本 册 幅 部 只 枚 站 栋 幢 床 队
    株 头 匹 瓶 盒 片 针 剂 支队伍 颗 袋 包 桶 箱 车 艘 架 列 节 层 步 环 路 线 块 面 顶 根 棵 粒 管 通 笔 单 宗 起 岗 席 桌 餐 顿 步骤
    县 市 区 省 乡镇 乡 镇 街道 村 社区 院 科 地 方面 领域 行政村 企业 片区 园区 人头
"""
_BY_LENGTH = sorted({*_SHARES.split(), *_MEASURES.split(), *_COUNTERS.split()}, key=lambda u: (-len(u), u))
UNIT = "|".join(re.escape(unit) for unit in _BY_LENGTH)
MAGNITUDES = "万亿|千万|百万|十万|万|亿|千(?!米|克|瓦)|百(?!分)"

# Behind a mask these are no units: what is hidden is a name (**市, xx县).
PLACES = frozenset("县 市 区 省 乡镇 乡 镇 街道 村 社区 院 科 地 路 线".split())
SHARES = frozenset(_SHARES.split())
COUNTERS = frozenset(_COUNTERS.split())
DURATIONS = frozenset(
    "年 个月 周 天 日 小时 个小时 分钟 秒 秒钟 工作日 个工作日 自然日 个自然日 学时 课时 个学时 个课时".split()
)
AGES = frozenset(("岁", "周岁"))
