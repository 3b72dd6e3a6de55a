#include "groupware/tasks/api/wire.h"

#include "groupware/base/error.h"

#include <charconv>
#include <string>

namespace groupware::tasks::api {
namespace {

[[noreturn]] void badId(std::string_view text) {
    constexpr std::size_t kShown = 64;
    throw Error(ErrorCode::BadRequest, "not an id of " + std::to_string(text.size()) + " octets",
                "\"" + std::string(text.substr(0, kShown)) + "\" is not an id.");
}

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc() || rest != end || value < 0) badId(text);
    return value;
}

TaskRef taskRef(const json::Value& element) {
    if (element.type() != typeid(json::Object::Ptr)) return {.id = {number(json::textOf(element, "a task's id"))}};
    const auto object = json::requireObject(element, "a task");
    const auto id = json::text(*object, "id");
    if (!id) throw Error(ErrorCode::BadRequest, "list element without id", "A task of the list has no id.");
    auto folder = json::text(*object, "folder");
    if (!folder) folder = json::text(*object, "folder_id");
    TaskRef ref{.id = {number(*id)}};
    if (folder && !folder->empty()) ref.folder = FolderId{number(*folder)};
    return ref;
}

}  // namespace

FolderId folderId(std::string_view text) {
    return {number(text)};
}

TaskRef taskRefOf(const engine::Call& call) {
    return {.id = {number(call.require("id"))}, .folder = folderId(call.require("folder"))};
}

std::vector<TaskRef> taskRefsOf(const json::Value& body) {
    const auto list = json::requireArray(body, "the list of tasks");
    std::vector<TaskRef> refs;
    refs.reserve(list->size());
    for (const auto& element : *list) refs.push_back(taskRef(element));
    return refs;
}

engine::Result written(const Written& result) {
    auto data = json::makeObject();
    data->set("id", result.task.id.value);
    engine::Result answer;
    answer.data = data;
    answer.timestamp = result.task.seq;
    answer.committed = result.committed;
    return answer;
}

engine::Result refusals(const Refusals& result) {
    engine::Result answer;
    auto list = json::makeArray();
    for (const auto& [task, reason] : result.refused) {
        list->add(task.id.value);
        answer.warnings.push_back(reason);
    }
    answer.data = list;
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::tasks::api
