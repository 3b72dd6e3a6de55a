#include "groupware/jslob/api/core_settings.h"

#include "groupware/jslob/merge.h"

#include <array>
#include <string>

namespace groupware::jslob::api {

namespace json = formats::json;

namespace {

struct CoreMember {
    const char* name;     ///< in `io.ox/core`
    const char* setting;  ///< in the settings tree
    bool writable;
};

constexpr std::array kCore{CoreMember{"identifier", "identifier", false}, CoreMember{"contextID", "context_id", false},
                           CoreMember{"language", "language", true},      CoreMember{"timezone", "timezone", true},
                           CoreMember{"folder", "folder", false},         CoreMember{"modules", "modules", false}};

}  // namespace

json::Object::Ptr withCore(const groupware::api::ConfigTree& settings, const Caller& caller,
                           const json::Object& stored) {
    auto core = json::makeObject();
    for (const auto& member : kCore) {
        const std::array path{std::string(member.setting)};
        if (const auto value = settings.get(caller, path)) core->set(member.name, *value);
    }
    return merge(stored, *core);
}

json::Object::Ptr withoutCore(const json::Object& sent) {
    auto own = json::makeObject();
    for (const auto& name : sent.getNames()) own->set(name, sent.get(name));
    for (const auto& member : kCore) own->remove(member.name);
    return own;
}

std::optional<CommitToken> writeCore(const groupware::api::ConfigTree& settings, const Caller& caller,
                                     const json::Object& sent) {
    std::optional<CommitToken> written;
    for (const auto& member : kCore) {
        if (!member.writable || !sent.has(member.name)) continue;
        const std::array path{std::string(member.setting)};
        const auto wanted = sent.get(member.name);
        const auto known = settings.get(caller, path);
        if (known && json::write(*known) == json::write(wanted)) continue;
        written = settings.set(caller, path, wanted);
    }
    return written;
}

}  // namespace groupware::jslob::api
