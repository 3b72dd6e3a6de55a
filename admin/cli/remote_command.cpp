#include "admin/cli/remote_command.h"

#include "admin/cli/common_options.h"
#include "admin/cli/daemon_address.h"
#include "admin/cli/failure.h"

#include <Poco/JSON/Array.h>

#include <algorithm>
#include <ostream>

namespace admin::cli {
namespace {

constexpr unsigned kIndent = 2;

std::optional<std::string> cellOf(const Poco::JSON::Object& item, const std::string& key) {
    const auto value = item.get(key);
    if (value.isEmpty()) return std::nullopt;
    if (value.type() == typeid(Poco::JSON::Array::Ptr)) {
        std::string joined;
        for (const auto& element : *value.extract<Poco::JSON::Array::Ptr>()) {
            if (!joined.empty()) joined += ',';
            joined += element.toString();
        }
        return joined;
    }
    return value.toString();
}

/// "true" or "false": whether a list has the word.
std::optional<std::string> membershipOf(const Poco::JSON::Array& list, std::string_view word) {
    const bool has =
        std::any_of(list.begin(), list.end(), [&](const auto& element) { return element.toString() == word; });
    return has ? "true" : "false";
}

std::optional<std::string> cellOf(const Poco::JSON::Object& item, const Column& column) {
    const std::string key(column.key);
    if (column.within.empty()) return cellOf(item, key);
    const auto outer = item.get(std::string(column.within));
    if (outer.type() == typeid(Poco::JSON::Array::Ptr)) {
        return membershipOf(*outer.extract<Poco::JSON::Array::Ptr>(), column.key);
    }
    if (outer.type() == typeid(Poco::JSON::Object::Ptr)) return cellOf(*outer.extract<Poco::JSON::Object::Ptr>(), key);
    return std::nullopt;
}

std::vector<Row> rowsOf(const Poco::JSON::Array& items, const std::vector<Column>& columns) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto item = items.getObject(static_cast<unsigned>(i));
        Row row;
        for (const auto& column : columns) row.push_back(cellOf(*item, column));
        rows.push_back(std::move(row));
    }
    return rows;
}

void printWarnings(std::ostream& err, const Poco::JSON::Object& answer) {
    const auto warnings = answer.getArray("warnings");
    if (warnings.isNull()) return;
    for (const auto& warning : *warnings) err << "Warning: " << warning.toString() << "\n";
}

Poco::Dynamic::Var valueOf(const Arguments& arguments, const Field& field) {
    switch (field.kind) {
        case Field::Kind::Text: return arguments.text(field.option);
        case Field::Kind::Integer: return arguments.integer(field.option);
        case Field::Kind::Truth: return arguments.truth(field.option);
        case Field::Kind::List: {
            Poco::JSON::Array array;
            for (const auto& part : arguments.list(field.option)) array.add(part);
            return array;
        }
    }
    return {};
}

}  // namespace

std::string Subject::text() const {
    std::string result = object;
    if (!id.empty()) result += " " + id;
    if (!context.empty()) result += " in context " + context;
    return result;
}

std::vector<OptionSpec> RemoteCommand::options() const {
    std::vector<OptionSpec> specs{common::kAdminUser, common::kAdminPassword};
    const auto own = ownOptions();
    specs.insert(specs.end(), own.begin(), own.end());
    specs.insert(specs.end(),
                 {common::kJson, common::kConfigDirectory, common::kAdminUrl, common::kWait, common::kResponseTimeout});
    return specs;
}

std::string RemoteCommand::failing(const Arguments& arguments) const {
    return subject(arguments).text() + " could not be " + std::string(verb());
}

int RemoteCommand::run(const Arguments& arguments, Terminal& terminal) const {
    const Patience patience{.forDaemon = std::chrono::seconds(arguments.integer("wait")),
                            .forAnswer = std::chrono::seconds(arguments.integer("responsetimeout"))};
    RestClient rest(daemonUrl(arguments, terminal),
                    {.user = arguments.text("adminuser"), .password = arguments.text("adminpass")}, patience);
    Call call{.arguments = arguments, .rest = rest, .terminal = terminal};
    try {
        return execute(call);
    } catch (const Failure& failure) {
        if (failure.problem() != Problem::InvalidCredentials) throw;
        if (arguments.has("adminuser") && arguments.has("adminpass")) throw;
        throw Failure(Problem::MissingOption, "Error: Mandatory options missing: --adminuser and --adminpass");
    }
}

void RemoteCommand::succeed(Call& call, const Subject& done, const Poco::JSON::Object::Ptr& answer) const {
    printWarnings(call.terminal.err, *answer);
    if (call.arguments.has("json")) {
        answer->stringify(call.terminal.out, kIndent);
        call.terminal.out << "\n";
        return;
    }
    call.terminal.out << done.text() << " " << verb() << "\n";
}

std::vector<OptionSpec> ListCommand::ownOptions() const {
    std::vector<OptionSpec> specs = extraOptions();
    specs.push_back(common::kSearchPattern);
    specs.push_back(common::kCsv);
    return specs;
}

Subject ListCommand::subject(const Arguments& arguments) const {
    return {.object = std::string(object()) + "s", .context = idOrName(arguments, "contextid", "contextname")};
}

void requireOneFormat(const Arguments& arguments) {
    if (!arguments.has("csv") || !arguments.has("json")) return;
    throw Failure(Problem::IllegalOptionValue, "Error: Illegal option value : --csv and --json exclude each other");
}

void printItems(const Call& call, const Poco::JSON::Array& items, const std::vector<Column>& columns) {
    if (call.arguments.has("json")) {
        items.stringify(call.terminal.out, kIndent);
        call.terminal.out << "\n";
        return;
    }
    const auto rows = rowsOf(items, columns);
    call.terminal.out << (call.arguments.has("csv") ? formatCsv(columns, rows) : formatTable(columns, rows));
}

int ListCommand::execute(Call& call) const {
    requireOneFormat(call.arguments);
    const auto answer = call.rest.get(withQuery(path(call.arguments), "pattern", call.arguments.text("searchpattern")));
    const auto items = answer->getArray("items");
    if (items.isNull()) {
        throw Failure(Problem::RemoteError, "Error: the answer of the administration daemon is not understood");
    }
    printItems(call, *items, columns());
    return 0;
}

std::string withQuery(const std::string& path, std::string_view name, std::string_view value) {
    const char separator = path.find('?') == std::string::npos ? '?' : '&';
    return path + separator + std::string(name) + "=" + RestClient::encoded(value);
}

std::string pathOf(std::string_view collection, const Arguments& arguments, std::string_view idOption,
                   std::string_view nameOption) {
    const std::string base = std::string(collection) + "/";
    if (arguments.has(idOption)) return base + std::to_string(arguments.id(idOption));
    return withQuery(base + RestClient::encoded(arguments.text(nameOption)), "by", "name");
}

std::string idOrName(const Arguments& arguments, std::string_view idOption, std::string_view nameOption) {
    if (arguments.has(idOption)) return std::to_string(arguments.id(idOption));
    return arguments.text(nameOption);
}

void setGiven(Poco::JSON::Object& body, const Arguments& arguments, const std::vector<Field>& fields) {
    for (const auto& field : fields) {
        if (arguments.has(field.option)) body.set(std::string(field.key), valueOf(arguments, field));
    }
}

}  // namespace admin::cli
