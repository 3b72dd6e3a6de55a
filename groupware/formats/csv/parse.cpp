#include "groupware/base/error.h"
#include "groupware/formats/csv/csv.h"

#include <utility>

namespace groupware::formats::csv {
namespace {

class Parser {
public:
    Parser(std::string_view text, const Dialect& dialect, const Limits& limits)
        : text_(text), dialect_(dialect), limits_(limits) {}

    std::vector<Record> records() {
        std::vector<Record> found;
        while (!atEnd()) {
            auto next = record();
            const bool empty = next.values.size() == 1 && next.values.front().empty();
            if (empty) continue;
            if (found.size() == limits_.records) tooLarge("more than " + std::to_string(limits_.records) + " lines");
            found.push_back(std::move(next));
        }
        return found;
    }

private:
    [[nodiscard]] bool atEnd() const { return at_ == text_.size(); }
    [[nodiscard]] bool isNext(char c) const { return !atEnd() && text_[at_] == c; }
    [[nodiscard]] bool atLineEnd() const { return atEnd() || isNext('\n') || isNext('\r'); }

    Record record() {
        Record result{.line = line_, .values = {value()}};
        while (!atLineEnd()) {
            if (!isNext(dialect_.delimiter)) refuse("a value goes on after its closing quote");
            if (result.values.size() == limits_.values) tooLarge("a line with too many values");
            ++at_;
            result.values.push_back(value());
        }
        takeLineEnd();
        return result;
    }

    void takeLineEnd() {
        if (isNext('\r')) ++at_;
        if (isNext('\n')) ++at_;
        ++line_;
    }

    std::string value() { return isNext(dialect_.quote) ? quoted() : plain(); }

    std::string plain() {
        const auto begin = at_;
        while (!atLineEnd() && !isNext(dialect_.delimiter)) {
            if (isNext(dialect_.quote) && dialect_.quote == '"') {
                refuse("a quote stands inside a value that does not begin with one");
            }
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
            if (c != dialect_.quote) {
                result += c;
            } else if (isNext(dialect_.quote)) {
                result += text_[at_++];
            } else {
                return result;
            }
        }
        refuse("a quote is not closed");
    }

    [[noreturn]] void refuse(const std::string& what) const {
        const auto text = "line " + std::to_string(line_) + ": " + what;
        throw Error(ErrorCode::BadRequest, "CSV: " + text, text);
    }

    [[noreturn]] static void tooLarge(const std::string& what) {
        throw Error(ErrorCode::TooLarge, "CSV: " + what, "The table has " + what + ".");
    }

    std::string_view text_;
    Dialect dialect_;
    Limits limits_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

std::vector<Record> parse(std::string_view text, const Dialect& dialect, const Limits& limits) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.size() > limits.octets) {
        throw Error(ErrorCode::TooLarge, "CSV above " + std::to_string(limits.octets) + " octets",
                    "The table is too long.");
    }
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    return Parser(text, dialect, limits).records();
}

}  // namespace groupware::formats::csv
