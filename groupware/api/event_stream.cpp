#include "groupware/api/event_stream.h"

#include "groupware/formats/json/json.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace groupware::api {
namespace {

namespace json = formats::json;

constexpr std::string_view kContent = "content";
constexpr std::string_view kFolder = "folder";

std::optional<std::int64_t> wholeNumber(std::string_view digits) {
    std::int64_t number = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [rest, failure] = std::from_chars(digits.data(), end, number);
    if (failure != std::errc() || rest != end || number < 0) return std::nullopt;
    return number;
}

std::string block(std::string_view name, const json::Object::Ptr& data) {
    return "event: " + std::string(name) + "\ndata: " + json::write(data) + "\n\n";
}

}  // namespace

std::string EventPosition::text() const {
    return std::to_string(epoch) + "-" + std::to_string(seq.value);
}

std::optional<EventPosition> parseEventPosition(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto epoch = wholeNumber(text.substr(0, dash));
    const auto seq = wholeNumber(text.substr(dash + 1));
    if (!epoch || !seq) return std::nullopt;
    return EventPosition{.epoch = *epoch, .seq = {*seq}};
}

std::vector<FolderEvent> folderEvents(const std::vector<push::ChangeRecord>& changes,
                                      const std::vector<folders::AccessibleFolder>& visible) {
    std::map<FolderId, const folders::Folder*> known;
    for (const auto& entry : visible) known.emplace(entry.folder.id, &entry.folder);
    std::map<std::pair<std::string_view, FolderId>, Seq> last;
    const auto note = [&](std::string_view name, FolderId folder, Seq seq) {
        if (known.contains(folder)) last[{name, folder}] = seq;
    };
    for (const auto& change : changes) {
        const bool ofFolder = change.kind == sync::Kind::Folder;
        if (ofFolder) note(kFolder, FolderId{change.object}, change.seq);
        note(ofFolder ? kFolder : kContent, change.folder, change.seq);
    }
    std::vector<FolderEvent> events;
    for (const auto& [key, seq] : last)
        events.push_back({.name = key.first, .folder = key.second, .module = known[key.second]->module, .seq = seq});
    std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
    return events;
}

std::string streamHead() {
    return "retry: 250\n\n";
}

std::string eventText(const FolderEvent& event) {
    auto data = json::makeObject();
    data->set("folder", std::to_string(event.folder.value));
    data->set("module", event.module);
    data->set("seq", event.seq.value);
    return block(event.name, data);
}

std::string positionEvent(std::string_view name, const EventPosition& position) {
    auto data = json::makeObject();
    data->set("seq", position.seq.value);
    return "id: " + position.text() + "\n" + block(name, data);
}

std::string positionOnly(const EventPosition& position) {
    return "id: " + position.text() + "\n\n";
}

}  // namespace groupware::api
