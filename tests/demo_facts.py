"""What the five articles state, as the reference gives it: the table that the demonstration is held against."""

import datetime as dt

from emulation.demo import cum_so_2, cum_vi, cum_viii, khoi_quang_tri

DEPARTMENTS_VI = {"Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Bình", "Quảng Trị", "Thừa Thiên Huế"}

SIX_PROVINCES = {"Long An", "Tiền Giang", "Vĩnh Long", "Đồng Tháp", "Bến Tre", "Trà Vinh"}

SEVEN_PROVINCES = {"Hòa Bình", "Vĩnh Phúc", "Phú Thọ", "Bắc Giang", "Thái Nguyên", "Lạng Sơn", "Quảng Ninh"}

MEMBERS_2024 = [
    (cum_vi.NAME, {f"Sở Công Thương {each}" for each in DEPARTMENTS_VI}),
    (cum_viii.NAME, {f"Sở Tài nguyên và Môi trường {each}" for each in SIX_PROVINCES}),
    (
        cum_so_2.NAME,
        {f"Ban Dân tộc tỉnh {each}" for each in SEVEN_PROVINCES}
        | {"Ban Dân tộc thành phố Hà Nội", "Văn phòng Ủy ban nhân dân tỉnh Ninh Bình"},
    ),
]

HEADS_2024 = [
    (cum_vi.NAME, "Sở Công Thương Quảng Bình"),
    (cum_viii.NAME, "Sở Tài nguyên và Môi trường Long An"),
    (cum_so_2.NAME, "Ban Dân tộc thành phố Hà Nội"),
]

AUTHORITIES = [
    (cum_vi.NAME, "Bộ Công Thương", "cluster"),
    (khoi_quang_tri.NAME, "Ủy ban nhân dân tỉnh Quảng Trị", "block"),
    (cum_viii.NAME, "Bộ Tài nguyên và Môi trường", "cluster"),
    (cum_so_2.NAME, "Ủy ban Dân tộc", "cluster"),
]

DECISIONS = [("3568/QĐ-BCT", dt.date(2025, 12, 5)), ("409/QĐ-UBDT", dt.date(2024, 6, 21))]

FIGURES = [
    (cum_vi.NAME, "Nhiệm vụ trong kế hoạch", "", "100", "%"),
    (cum_vi.NAME, "Tập thể đạt danh hiệu Tập thể lao động tiên tiến", "", "95", "%"),
    (cum_vi.NAME, "Trong đó đạt danh hiệu Tập thể lao động xuất sắc", "", "20", "%"),
    (cum_vi.NAME, "Cá nhân đạt danh hiệu Lao động tiên tiến", "", "95", "%"),
    (cum_vi.NAME, "Trong đó đạt danh hiệu Chiến sĩ thi đua cơ sở", "", "15", "%"),
    (cum_so_2.NAME, "Vốn", "Ban Dân tộc thành phố Hà Nội", "2391", "tỷ đồng"),
    (cum_so_2.NAME, "Vốn", "Ban Dân tộc tỉnh Phú Thọ", "1541", "tỷ đồng"),
    (cum_so_2.NAME, "Vốn", "Ban Dân tộc tỉnh Hòa Bình", "1118", "tỷ đồng"),
    (cum_so_2.NAME, "Vốn", "Ban Dân tộc tỉnh Quảng Ninh", "981", "tỷ đồng"),
    (cum_so_2.NAME, "Vốn", "Ban Dân tộc tỉnh Bắc Giang", "733", "tỷ đồng"),
    (cum_so_2.NAME, "Vốn", "Ban Dân tộc tỉnh Thái Nguyên", "631", "tỷ đồng"),
    (cum_so_2.NAME, "Chỉ tiêu đạt của Nghị quyết 88", "Ban Dân tộc thành phố Hà Nội", "32", "chỉ tiêu"),
    (cum_so_2.NAME, "Tập thể, cá nhân được khen thưởng", "", "697", "tập thể, cá nhân"),
]

TARGETS_2025 = [
    ("exactly", "100", "%"),
    ("more_than", "95", "%"),
    ("exactly", "20", "%"),
    ("more_than", "95", "%"),
    ("more_than", "15", "%"),
    ("at_least", None, ""),
    ("at_least", "1", "cờ"),
    ("at_least", "2", "bằng khen"),
]
