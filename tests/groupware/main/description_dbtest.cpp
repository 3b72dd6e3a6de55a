// groupware/api/openapi.yaml against the node that it describes. The file keeps to the shapes that are read here: path
// keys at two spaces, methods at four, parameters one line each.
#include "groupware/attachments/api/attachment_columns.h"
#include "groupware/contacts/api/contact_columns.h"
#include "groupware/folders/api/folder_columns.h"
#include "groupware/infostore/api/document_columns.h"
#include "groupware/principals/api/user_columns.h"
#include "groupware/tasks/api/task_columns.h"
#include "tests/groupware/main/node_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace groupware::main {
namespace {

using Name = std::pair<std::string, std::string>;  // module and action

struct Parameter {
    std::string name{};
    bool required = false;
    bool needed = false;  ///< required, or in the absence of another
    std::string example{};
};

struct Operation {
    std::string path;  // "/infostore?action=get"
    std::string method;
    bool open = false;  // needs no session
    bool needsMaster = false;
    bool needsSession = false;
    std::string access{};  // the module it needs
    bool hasForm = false;  // of type application/x-www-form-urlencoded
    std::vector<Parameter> parameters{};

    [[nodiscard]] std::string text() const { return method + " " + path; }
    /// With what is needed only.
    [[nodiscard]] Operation bare() const {
        Operation copy = *this;
        std::erase_if(copy.parameters, [](const Parameter& parameter) { return !parameter.needed; });
        return copy;
    }
    /// Without the parameter `left`.
    [[nodiscard]] std::string target(const std::string& session, const std::string& left = {}) const {
        std::string target = "/ajax" + path;
        if (const auto at = target.find("{path}"); at != std::string::npos) target.replace(at, 6, "language");
        target += target.find('?') == std::string::npos ? "?" : "&";
        if (!open && left != "session") target += "session=" + session;
        for (const auto& parameter : parameters) {
            if (parameter.name != left) target += "&" + parameter.name + "=" + parameter.example;
        }
        return target;
    }
};

std::vector<std::string> lines() {
    std::ifstream file(YOKE_SOURCE_DIR "/groupware/api/openapi.yaml");
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
}

/// "/infostore?action=get" and "/config/{path}" are ("infostore", "get") and ("config", "").
Name nameOf(const std::string& path) {
    static const std::regex kPath(R"(/([^?{]*?)(?:/\{path\})?(?:\?action=(\w+))?)");
    std::smatch match;
    EXPECT_TRUE(std::regex_match(path, match, kPath)) << path;
    return {match[1], match[2]};
}

/// Another name of a module, or nothing.
std::string aliasOf(const std::string& module) {
    if (module == "infostore") return "files";
    return module == "contacts" ? "addressbooks" : "";
}

std::set<Name> describedNames() {
    std::set<Name> names;
    for (const auto& line : lines()) {
        if (line.starts_with("  /")) names.insert(nameOf(line.substr(2, line.find(':') - 2)));
    }
    return names;
}

std::map<std::string, Parameter> describedParameters() {
    static const std::regex kLine(
        R"re(    (\w+): \{name: (\w+), in: query, (required: true, )?.*example: (?:'([^']*)'|([^',}]+))\})re");
    std::map<std::string, Parameter> parameters;
    for (const auto& line : lines()) {
        std::smatch match;
        if (!std::regex_match(line, match, kLine)) continue;
        const bool required = match[3].matched;
        parameters[match[1]] = {.name = match[2],
                                .required = required,
                                .needed = required || line.find("needed without") != std::string::npos,
                                .example = match[4].str() + match[5].str()};
    }
    return parameters;
}

std::vector<Operation> operations() {
    static const std::regex kReference(R"(        - \{\$ref: '#/components/parameters/(\w+)'\})");
    const auto known = describedParameters();
    std::vector<Operation> found;
    std::string path;
    for (const auto& line : lines()) {
        if (line.starts_with("components:")) break;
        if (line.starts_with("  /")) path = line.substr(2, line.find(':') - 2);
        if (line == "    get:") found.push_back({.path = path, .method = "GET"});
        if (line == "    put:") found.push_back({.path = path, .method = "PUT"});
        if (line == "    post:") found.push_back({.path = path, .method = "POST"});
        if (line == "      security: []") found.back().open = true;
        if (line == "      x-needs-master: true") found.back().needsMaster = true;
        if (line == "      x-proof: session") found.back().needsSession = true;
        if (line.starts_with("      x-access: ")) found.back().access = line.substr(line.find(": ") + 2);
        if (line.find("application/x-www-form-urlencoded:") != std::string::npos) found.back().hasForm = true;
        std::smatch match;
        if (!std::regex_match(line, match, kReference)) continue;
        const auto parameter = known.find(match[1]);
        EXPECT_NE(parameter, known.end()) << line;
        if (parameter != known.end()) found.back().parameters.push_back(parameter->second);
    }
    return found;
}

/// Column ids and names of a schema.
std::map<int, std::string> describedColumns(const std::string& schema) {
    static const std::regex kProperty(R"(        ([\w.]+): \{x-column: (\d+), .*)");
    std::map<int, std::string> columns;
    bool inside = false;
    for (const auto& line : lines()) {
        if (line.starts_with("    ") && line[4] != ' ') inside = line == "    " + schema + ":";
        std::smatch match;
        if (inside && std::regex_match(line, match, kProperty)) columns[std::stoi(match[2])] = match[1];
    }
    return columns;
}

template <class T>
std::map<int, std::string> columnsOf(const api::ColumnSet<T>& set) {
    constexpr int kBeyondAllColumns = 10'000;
    std::map<int, std::string> columns;
    for (int id = 0; id < kBeyondAllColumns; ++id) {
        if (const auto* column = set.find(id)) columns[id] = column->name;
    }
    return columns;
}

class DescriptionTest : public NodeTest {
protected:
    /// Code of the answer, or "" if it is no error.
    std::string codeOf(const Operation& operation, const std::string& target, const std::string& body) {
        const auto type = operation.hasForm ? "application/x-www-form-urlencoded" : "application/json";
        const auto answer = send(operation.method, target, operation.method == "GET" ? "" : body, type);
        EXPECT_LT(answer.status, 500) << operation.text() << answer.body;
        EXPECT_NE(answer.status, 405) << operation.text();
        if (!answer.body.starts_with("{")) return {};
        return answer.json()->optValue<std::string>("code", "");
    }
    /// Two kinds of body, because what is checked first is up to the action.
    std::set<std::string> codesOf(const Operation& operation, const std::string& target) {
        if (operation.hasForm) return {codeOf(operation, target, "name=nobody&password=wrong+password")};
        return {codeOf(operation, target, "[]"), codeOf(operation, target, R"({"title":"described"})")};
    }
};

TEST_F(DescriptionTest, EveryActionIsDescribedAndNoOther) {
    const auto served = node_->actions().names();
    EXPECT_GT(served.size(), 60U);
    EXPECT_EQ(describedNames(), std::set<Name>(served.begin(), served.end()));
}

TEST_F(DescriptionTest, WhatNeedsTheMasterSaysSo) {
    std::set<Name> described;
    for (const auto& operation : operations()) {
        const Name name = nameOf(operation.path);
        if (operation.needsMaster) described.insert(name);
        if (const auto alias = aliasOf(name.first); operation.needsMaster && !alias.empty())
            described.insert({alias, name.second});
    }
    const auto declared = node_->actions().namesOf(api::Needs::Master);
    EXPECT_GT(declared.size(), 20U);
    EXPECT_EQ(described, std::set<Name>(declared.begin(), declared.end()));
}

TEST_F(DescriptionTest, WhatTheCallerMustHaveIsSaid) {
    std::set<std::pair<Name, std::string>> described;
    std::set<Name> withSession;
    for (const auto& operation : operations()) {
        const Name name = nameOf(operation.path);
        if (operation.needsSession) withSession.insert(name);
        if (operation.access.empty()) continue;
        described.insert({name, operation.access});
        if (const auto alias = aliasOf(name.first); !alias.empty())
            described.insert({{alias, name.second}, operation.access});
    }
    std::set<std::pair<Name, std::string>> declared;
    const auto limited =
        node_->actions().namesWhere([](const api::Registered& entry) { return !entry.requirements.access.empty(); });
    EXPECT_GT(limited.size(), 30U);
    for (const auto& [module, action] : limited) {
        const std::array segments{module};
        declared.insert(
            {{module, action}, std::string(node_->actions().find(segments, action).entry->requirements.access)});
    }
    EXPECT_EQ(described, declared);
    const auto declaredWithSession = node_->actions().namesWhere(
        [](const api::Registered& entry) { return entry.requirements.proof == api::Proof::Session; });
    EXPECT_EQ(withSession, std::set<Name>(declaredWithSession.begin(), declaredWithSession.end()));
}

TEST_F(DescriptionTest, EveryActionOfAnObjectTypeNeedsItsModule) {
    const std::map<std::string, std::string, std::less<>> access{
        {"infostore", "infostore"}, {"files", "infostore"},  {"contacts", "contacts"}, {"addressbooks", "contacts"},
        {"tasks", "tasks"},         {"chronos", "calendar"}, {"calendar", "calendar"}};
    for (const auto& [module, action] : node_->actions().names()) {
        const auto wanted = access.find(module);
        if (wanted == access.end()) continue;
        const std::array segments{module};
        EXPECT_EQ(node_->actions().find(segments, action).entry->requirements.access, wanted->second)
            << module << " " << action;
    }
}

TEST_F(DescriptionTest, EveryOperationIsServedAndNeedsNoOtherParameters) {
    for (const auto& operation : operations()) {
        for (const auto& sent : {operation, operation.bare()}) {
            // Each with a session of its own: some end it, others end the rest.
            const auto session = login();
            const auto codes = codesOf(sent, sent.target(session));
            (void)get("/ajax/login?action=logout&session=" + session);  // a user has only so many
            for (const char* code : {"SVL-0001", "SVL-0002", "SVL-0007", "SVL-0012"}) {
                EXPECT_FALSE(codes.contains(code)) << sent.target("") << " " << code;
            }
        }
    }
}

TEST_F(DescriptionTest, WhatIsRequiredIsRequired) {
    std::size_t tried = 0;
    const auto session = login();
    for (const auto& operation : operations()) {
        auto required = operation.parameters;
        std::erase_if(required, [](const Parameter& parameter) { return !parameter.required; });
        if (!operation.open) required.push_back({.name = "session", .required = true, .example = {}});
        for (const auto& parameter : required) {
            EXPECT_TRUE(codesOf(operation, operation.target(session, parameter.name)).contains("SVL-0002"))
                << operation.text() << " without " << parameter.name;
            ++tried;
        }
    }
    EXPECT_GT(tried, 70U);
}

TEST_F(DescriptionTest, ColumnsAreThoseOfTheDescription) {
    EXPECT_EQ(describedColumns("Document"), columnsOf(infostore::api::documentColumns()));
    EXPECT_EQ(describedColumns("Contact"), columnsOf(contacts::api::contactColumns()));
    EXPECT_EQ(describedColumns("Attachment"), columnsOf(attachments::api::attachmentColumns()));
    EXPECT_EQ(describedColumns("Folder"), columnsOf(folders::api::folderColumns()));
    EXPECT_EQ(describedColumns("Task"), columnsOf(tasks::api::taskColumns()));
    EXPECT_EQ(describedColumns("User"), columnsOf(principals::api::userColumns()));
}

TEST_F(DescriptionTest, ReferencesLeadSomewhere) {
    static const std::regex kReference(R"('#/components/(\w+)/(\w+)')");
    std::set<Name> defined;
    std::string section;
    const auto all = lines();
    const auto components = std::find(all.begin(), all.end(), "components:");
    for (auto line = components; line != all.end(); ++line) {
        const auto name = line->substr(line->find_first_not_of(' '), line->find(':') - line->find_first_not_of(' '));
        if (line->starts_with("  ") && (*line)[2] != ' ') section = name;
        if (line->starts_with("    ") && (*line)[4] != ' ') defined.emplace(section, name);
    }
    EXPECT_GT(defined.size(), 80U);
    for (const auto& line : all) {
        for (std::sregex_iterator at(line.begin(), line.end(), kReference), end; at != end; ++at) {
            EXPECT_TRUE(defined.contains({(*at)[1], (*at)[2]})) << line;
        }
    }
}

}  // namespace
}  // namespace groupware::main
