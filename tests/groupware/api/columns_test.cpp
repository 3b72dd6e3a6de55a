#include "groupware/api/columns.h"

#include "groupware/api/coded_error.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>

namespace groupware::api {
namespace {

namespace json = formats::json;

class Parameters final : public Call {
public:
    explicit Parameters(std::map<std::string, std::string, std::less<>> values) : values_(std::move(values)) {}
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const override {
        const auto found = values_.find(name);
        return found == values_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] const std::vector<std::string>& path() const override { return path_; }
    [[nodiscard]] const json::Value& json() const override { return json_; }
    [[nodiscard]] const http::Request* request() const noexcept override { return nullptr; }

private:
    std::map<std::string, std::string, std::less<>> values_;
    std::vector<std::string> path_;
    json::Value json_;
};

struct Note {
    std::int64_t id;
    std::string title;
    std::optional<std::int64_t> begins;
};

ColumnSet<Note> columns() {
    return ColumnSet<Note>(
        {{.id = 20,
          .name = "title",
          .type = ColumnType::Text,
          .value = [](const Note& n) { return json::Value(n.title); }},
         {.id = 1, .name = "id", .type = ColumnType::Number, .value = [](const Note& n) { return json::Value(n.id); }},
         {.id = 201, .name = "start", .type = ColumnType::Time, .value = [](const Note& n) {
              return n.begins ? json::Value(*n.begins) : json::Value();
          }}});
}

std::string answer(std::map<std::string, std::string, std::less<>> parameters) {
    const std::vector<Note> notes{{3, "beta", 1000}, {1, "Alpha", std::nullopt}, {2, "gamma", 500}};
    const auto known = columns();
    return json::write(known.rows(notes, parseListing(Parameters(std::move(parameters)), known)));
}

/// The code of what the call is refused with.
std::string refusal(std::map<std::string, std::string, std::less<>> parameters) {
    try {
        return answer(std::move(parameters));
    } catch (const CodedError& error) {
        return error.oxCode().text();
    }
}

TEST(Columns, GivenByNameMakeObjects) {
    EXPECT_EQ(answer({{"fields", "title, id,start"}, {"limit", "2"}}),
              R"([{"title":"beta","id":3,"start":1000},{"title":"Alpha","id":1,"start":null}])");
    EXPECT_EQ(answer({{"fields", "id,title,id"}, {"limit", "1"}}), R"([{"id":3,"title":"beta"}])") << "each once";
    EXPECT_EQ(answer({{"fields", "id"}, {"sort", "title"}, {"order", "desc"}}), R"([{"id":2},{"id":3},{"id":1}])");
    EXPECT_EQ(answer({{"fields", "id"}, {"sort", "20"}}), R"([{"id":1},{"id":3},{"id":2}])");
    EXPECT_EQ(answer({{"columns", "1"}, {"sort", "title"}}), "[[1],[3],[2]]");
}

TEST(Columns, UnknownNamesAreRefused) {
    EXPECT_EQ(refusal({{"fields", "id,titel"}}), "SVL-0010");
    EXPECT_EQ(refusal({{"fields", "1"}}), "SVL-0010");
    EXPECT_EQ(refusal({{"fields", "id"}, {"columns", "1"}}), "SVL-0010");
    EXPECT_EQ(refusal({{"fields", "id"}, {"sort", "titel"}}), "SVL-0010");
    EXPECT_EQ(refusal({}), "SVL-0002");
}

TEST(Columns, AreGivenInTheOrderAskedForAndUnknownOnesAreNull) {
    EXPECT_EQ(answer({{"columns", "1,20, 999,201"}}),
              R"([[3,"beta",null,1000],[1,"Alpha",null,null],[2,"gamma",null,500]])");
}

TEST(Columns, SortByAnyColumn) {
    EXPECT_EQ(answer({{"columns", "1"}, {"sort", "20"}, {"order", "asc"}}), "[[1],[3],[2]]");
    EXPECT_EQ(answer({{"columns", "1"}, {"sort", "1"}, {"order", "desc"}}), "[[3],[2],[1]]");
    EXPECT_EQ(answer({{"columns", "1"}, {"sort", "201"}}), "[[1],[2],[3]]");
    EXPECT_EQ(answer({{"columns", "1"}}), "[[3],[1],[2]]");
}

TEST(Columns, AnUnknownSortColumnIsRefusedLikeAnUnknownOrder) {
    for (const auto& [name, value] : {std::pair{"sort", "999"}, std::pair{"order", "bogus"}}) {
        try {
            (void)answer({{"columns", "1"}, {name, value}});
            ADD_FAILURE() << name;
        } catch (const CodedError& error) {
            EXPECT_EQ(error.oxCode(), kInvalidParameter) << name;
        }
    }
}

TEST(Columns, LimitsCutTheList) {
    EXPECT_EQ(answer({{"columns", "1"}, {"limit", "2"}}), "[[3],[1]]");
    EXPECT_EQ(answer({{"columns", "1"}, {"limit", "1,2"}}), "[[1]]");
    EXPECT_EQ(answer({{"columns", "1"}, {"left_hand_limit", "1"}, {"right_hand_limit", "2"}}), "[[1],[2]]");
    EXPECT_EQ(answer({{"columns", "1"}, {"left_hand_limit", "7"}}), "[]");
    EXPECT_EQ(answer({{"columns", "1"}, {"limit", "5,2"}}), "[]");
}

TEST(Columns, BrokenParametersAreRefused) {
    const auto codeOf = [](std::map<std::string, std::string, std::less<>> parameters) {
        try {
            (void)answer(std::move(parameters));
        } catch (const CodedError& error) {
            return error.oxCode().text();
        }
        return std::string("accepted");
    };
    EXPECT_EQ(codeOf({}), "SVL-0002");
    EXPECT_EQ(codeOf({{"columns", "1,x"}}), "SVL-0010");
    EXPECT_EQ(codeOf({{"columns", "1,,2"}}), "SVL-0010");
    EXPECT_EQ(codeOf({{"columns", "1"}, {"order", "up"}}), "SVL-0010");
    EXPECT_EQ(codeOf({{"columns", "1"}, {"limit", "-1"}}), "SVL-0010");
    std::string many = "1";
    for (int i = 0; i < 200; ++i) many += ",1";
    EXPECT_EQ(codeOf({{"columns", many}}), "SVL-0010");
}

TEST(Columns, TimesAreShiftedAndNullsLeftOutOfObjects) {
    const auto berlin = [](std::int64_t utc) { return utc + 3'600'000; };
    EXPECT_EQ(json::write(columns().object({3, "x", 1000}, berlin)), R"({"id":3,"title":"x","start":3601000})");
    EXPECT_EQ(json::write(columns().object({3, "x", std::nullopt}, berlin)), R"({"id":3,"title":"x"})");
    EXPECT_EQ(json::write(columns().row({3, "x", 1000}, {.columns = {201}}, berlin)), "[3601000]");
}

}  // namespace
}  // namespace groupware::api
