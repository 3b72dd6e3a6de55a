#include "groupware/api/by_folder_module.h"

#include "groupware/api/coded_error.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/json/json.h"

#include <charconv>
#include <utility>

namespace groupware::api {
namespace {

namespace json = formats::json;

[[noreturn]] void refuse(Code code, const std::string& text) {
    throw CodedError(ErrorCode::BadRequest, code, text, text);
}

/// Of the first object of the list in the body.
std::string folderInBody(const Call& call) {
    const auto list = json::requireArray(call.json(), "the list of objects");
    if (list->size() > 0 && list->get(0).type() == typeid(json::Object::Ptr)) {
        const auto first = json::requireObject(list->get(0), "an object");
        auto folder = json::text(*first, "folder_id");
        if (!folder) folder = json::text(*first, "folder");
        if (folder) return std::move(*folder);
    }
    refuse(kInvalidParameter, "The first object of the list has no folder_id.");
}

FolderId folderOf(const Call& call) {
    auto text = call.parameter("folder");
    if (!text)
        text = call.request() != nullptr && call.request()->method() == "PUT" ? folderInBody(call)
                                                                              : call.require("folder");
    FolderId folder;
    const auto* const end = text->data() + text->size();
    const auto [rest, failure] = std::from_chars(text->data(), end, folder.value);
    if (failure != std::errc() || rest != end) refuse(kInvalidParameter, "The folder must be a number.");
    return folder;
}

}  // namespace

Action& ByFolderModule::actionFor(const Caller& caller, const Call& call) const {
    const FolderId folder = folderOf(call);
    const auto module = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return folders::FolderAccess().require(session, caller, folder, folders::Permission::SeeFolder).folder.module;
    });
    const auto found = actions_.find(module);
    if (found == actions_.end())
        refuse(kInvalidParameter, "Folder " + std::to_string(folder.value) + " has no objects of this format.");
    return *found->second;
}

Result ByFolderModule::handle(const Caller& caller, const Call& call) {
    return actionFor(caller, call).handle(caller, call);
}

}  // namespace groupware::api
