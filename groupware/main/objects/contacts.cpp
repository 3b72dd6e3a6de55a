#include "groupware/main/objects/contacts.h"

#include "groupware/api/options.h"
#include "groupware/base/error.h"
#include "groupware/contacts/limits.h"
#include "groupware/contacts/service/collecting.h"
#include "groupware/http/options.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/store/user_store.h"

#include <cstddef>
#include <string>

namespace groupware::main {
namespace {

contacts::api::FormLimits formLimits(const Configuration& configuration) {
    return {.json = {.bytes = static_cast<std::size_t>(configuration.get(http::kFormBytes)),
                     .depth = static_cast<int>(configuration.get(api::kJsonDepth))},
            .multipart = {.headerBytes = static_cast<std::size_t>(configuration.get(http::kPartHeaderBytes)),
                          .parts = static_cast<std::size_t>(configuration.get(http::kParts))}};
}

}  // namespace

Contacts::Contacts(const Platform& platform, const folders::FolderAccess& access)
    : platform_(platform),
      service_(platform.contexts, access, platform.clock,
               [&source = platform.configuration] { return contacts::Limits::from(*source.current()); }),
      attachmentTarget_(access),
      finder_(service_, platform.zones),
      actions_(service_, formLimits(*platform.configuration.current()), platform.zones) {}

void Contacts::addTo(api::Registry& registry) {
    actions_.addTo(registry, "contacts");
    actions_.addTo(registry, "addressbooks");
    actions_.addFilesTo(registry);
}

void Contacts::addTo(api::ConfigTree& settings) {
    const auto enabled = [this](const Caller& caller) -> formats::json::Value {
        return platform_.contexts.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
            return principals::UserReader(session).attribute(caller.user, contacts::kCollecting) != "false";
        });
    };
    const auto enable = [this](const Caller& caller, const formats::json::Value& value) {
        if (!value.isBoolean())
            throw Error(ErrorCode::BadRequest, "contactCollectEnabled", "The value is neither true nor false.");
        const std::string text = value.convert<bool>() ? "true" : "false";
        return platform_.contexts.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            principals::setAttribute(tx, caller.user, contacts::kCollecting, text);
        });
    };
    settings.addLeaf("modules/mail/contactCollectEnabled", enabled, enable);
    settings.addLeaf("modules/mail/contactCollectFolder", [this](const Caller& caller) -> formats::json::Value {
        return platform_.contexts.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
            const auto folder = contacts::collectedFolder(session, caller.user);
            return folder ? formats::json::Value(std::to_string(folder->value)) : formats::json::Value();
        });
    });
    settings.addLeaf("minimumSearchCharacters", [this](const Caller& /*caller*/) -> formats::json::Value {
        return service_.limits().searchMinimum;
    });
}

}  // namespace groupware::main
