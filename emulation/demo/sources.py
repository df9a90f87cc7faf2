"""The five articles, as the reference names them; shown beside every figure taken from them."""

S0 = "congthuong.vn 369759"
S1 = "congthuong.vn 433896"
S2 = "baoquangtri.vn 191149"
S3 = "bài viết về Cụm thi đua số VIII (nguồn S3)"
S4 = "bài viết của Ủy ban Dân tộc về Cụm thi đua số 2 (nguồn S4)"
NOT_GIVEN = "Nguồn không nêu; dữ liệu giả định cho bản trình diễn"
