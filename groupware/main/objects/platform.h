#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/routing/context_database.h"
#include "groupware/api/zones.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"

namespace groupware::main {

/// What every object type is built on. All outlive the objects.
struct Platform {
    const ConfigurationSource& configuration;
    const Clock& clock;
    dbpool::ConfigDatabase& config;
    dbpool::ContextDatabase& contexts;
    const api::Zones& zones;
};

}  // namespace groupware::main
