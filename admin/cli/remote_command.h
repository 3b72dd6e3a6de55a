#pragma once

#include "admin/cli/command.h"
#include "admin/cli/rest_client.h"
#include "admin/cli/table.h"

#include <string>
#include <string_view>
#include <vector>

namespace admin::cli {

/// What a command works on, as its lines name it: "user 3 in context 1".
struct Subject {
    std::string object;
    std::string id{};
    std::string context{};

    [[nodiscard]] std::string text() const;
};

/// One call of a remote command.
struct Call {
    const Arguments& arguments;
    RestClient& rest;
    Terminal& terminal;
};

/// A command that asks the daemon. Adds the options of address and authentication.
class RemoteCommand : public Command {
public:
    [[nodiscard]] std::vector<OptionSpec> options() const final;
    [[nodiscard]] std::string failing(const Arguments& arguments) const final;
    int run(const Arguments& arguments, Terminal& terminal) const final;

protected:
    [[nodiscard]] virtual std::vector<OptionSpec> ownOptions() const = 0;
    /// What the call is about, as far as the arguments tell.
    [[nodiscard]] virtual Subject subject(const Arguments& arguments) const = 0;
    /// "created", "registered", ...: of the success line and of "could not be ...".
    [[nodiscard]] virtual std::string_view verb() const = 0;
    virtual int execute(Call& call) const = 0;

    /// Prints "<subject> <verb>", or the answer with `--json`; warnings in it go to standard error.
    void succeed(Call& call, const Subject& done, const Poco::JSON::Object::Ptr& answer) const;
};

/// A command that prints what the daemon lists.
class ListCommand : public RemoteCommand {
protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const final;
    [[nodiscard]] Subject subject(const Arguments& arguments) const final;
    [[nodiscard]] std::string_view verb() const final { return "listed"; }
    int execute(Call& call) const final;

    [[nodiscard]] virtual std::string_view object() const = 0;  ///< "server"
    [[nodiscard]] virtual std::vector<Column> columns() const = 0;
    /// Options besides pattern and format.
    [[nodiscard]] virtual std::vector<OptionSpec> extraOptions() const { return {}; }
    /// Path whose answer is `{"items": [...]}`, without the pattern.
    [[nodiscard]] virtual std::string path(const Arguments& arguments) const = 0;
};

/// @throws Failure IllegalOptionValue for both `--csv` and `--json`: to be called before anything is done
void requireOneFormat(const Arguments& arguments);

/// Prints what the daemon listed as a table, or with `--csv` or `--json`.
void printItems(const Call& call, const Poco::JSON::Array& items, const std::vector<Column>& columns);

/// Appends `name=value` to a path's query.
[[nodiscard]] std::string withQuery(const std::string& path, std::string_view name, std::string_view value);

/// "/<collection>/<id>", or "/<collection>/<name>?by=name" if only the name was given.
[[nodiscard]] std::string pathOf(std::string_view collection, const Arguments& arguments, std::string_view idOption,
                                 std::string_view nameOption);

/// The id if given (without leading zeros), else the name, else empty.
[[nodiscard]] std::string idOrName(const Arguments& arguments, std::string_view idOption, std::string_view nameOption);

/// Copies given options into a JSON body under other names.
struct Field {
    std::string_view option;
    std::string_view key;
    enum class Kind { Text, Integer, Truth, List } kind = Kind::Text;
};
void setGiven(Poco::JSON::Object& body, const Arguments& arguments, const std::vector<Field>& fields);

}  // namespace admin::cli
