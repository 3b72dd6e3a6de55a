#include "admin/cli/csv.h"

#include "admin/cli/failure.h"

#include <utility>

namespace admin::cli {
namespace {

class CsvParser {
public:
    explicit CsvParser(std::string_view text) : text_(text) {}

    std::vector<CsvRecord> records() {
        std::vector<CsvRecord> found;
        while (!atEnd()) {
            auto next = record();
            const bool empty = next.values.size() == 1 && next.values.front().empty();
            if (!empty) found.push_back(std::move(next));
        }
        return found;
    }

private:
    [[nodiscard]] bool atEnd() const { return at_ == text_.size(); }
    [[nodiscard]] bool atLineEnd() const { return atEnd() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n"; }

    CsvRecord record() {
        CsvRecord result{.line = line_, .values = {value()}};
        while (!atLineEnd()) {
            if (text_[at_] != ',') fail("a value goes on after its closing quote");
            ++at_;
            result.values.push_back(value());
        }
        if (!atEnd() && text_[at_] == '\r') ++at_;
        if (!atEnd()) ++at_;
        ++line_;
        return result;
    }

    std::string value() { return !atEnd() && text_[at_] == '"' ? quoted() : plain(); }

    std::string plain() {
        const auto begin = at_;
        while (!atLineEnd() && text_[at_] != ',') {
            if (text_[at_] == '"') fail("a quote stands inside a value that does not begin with one");
            ++at_;
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string quoted() {
        std::string result;
        ++at_;
        while (!atEnd()) {
            const char c = text_[at_++];
            if (c == '\n') ++line_;
            if (c != '"') {
                result += c;
            } else if (!atEnd() && text_[at_] == '"') {
                result += text_[at_++];
            } else {
                return result;
            }
        }
        fail("a quote is not closed");
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Failure(Problem::UnableToParse, "Error: line " + std::to_string(line_) + ": " + what);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

std::vector<CsvRecord> parseCsv(std::string_view text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    return CsvParser(text).records();
}

}  // namespace admin::cli
