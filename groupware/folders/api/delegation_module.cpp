#include "groupware/folders/api/delegation_module.h"

namespace groupware::folders::api {
namespace {

constexpr engine::ModuleErrors kErrors{.prefix = "DLG", .forbidden = 2, .badRequest = 3};

}  // namespace

DelegationModule::DelegationModule(DelegationService& service)
    : delegates_(service), mandates_(service), set_(service), remove_(service) {}

void DelegationModule::addTo(engine::Registry& registry) {
    registry.add("delegation", "all", delegates_, kErrors);
    registry.add("delegation", "mandates", mandates_, kErrors);
    registry.add("delegation", "set", set_, kErrors, engine::Needs::Master);
    registry.add("delegation", "delete", remove_, kErrors, engine::Needs::Master);
}

}  // namespace groupware::folders::api
