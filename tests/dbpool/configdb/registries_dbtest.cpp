#include "dbpool/configdb/cluster_key.h"
#include "dbpool/configdb/cluster_reader.h"
#include "dbpool/configdb/config_database.h"
#include "dbpool/configdb/context_registry.h"
#include "dbpool/configdb/database_registry.h"
#include "dbpool/configdb/endpoint_of.h"
#include "dbpool/configdb/epoch_registry.h"
#include "dbpool/configdb/filestore_registry.h"
#include "dbpool/configdb/login_mappings.h"
#include "dbpool/configdb/named_lock.h"
#include "dbpool/configdb/place_registry.h"
#include "dbpool/configdb/placement_reader.h"
#include "dbpool/configdb/server_registry.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace std::chrono_literals;
using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::RegisteredContext;
using groupware::ContextId;
using groupware::Error;
using groupware::ErrorCode;

class RegistriesTest : public testing::Test {
protected:
    static constexpr ContextId kContext{7};

    RegistriesTest()
        : config_({.master = test::sharedServer().endpoint(),
                   .replicas = {},
                   .schema = test::sharedServer().createSchema("registries")},
                  {}, {}) {
        config_.create();
    }

    /// The code of the error that a transaction ends with.
    template <class Closure>
    ErrorCode refusal(const Closure& closure) {
        try {
            config_.write(closure);
        } catch (const Error& error) {
            return error.code();
        }
        ADD_FAILURE() << "not refused";
        return ErrorCode::Internal;
    }

    static dbpool::DatabaseSettings settings(const std::string& name) {
        return {.name = name,
                .url = "mysql://db.example.com:3307",
                .login = "openexchange",
                .sealedPassword = groupware::crypto::seal(kKey, dbpool::configdb::kPasswordPurpose, "secret"),
                .tlsCaFile = {}};
    }

    /// Server 2, filestore 3, database 4 with cluster 5 and one schema.
    void registerAll(std::int64_t maxUnits = 10, std::int64_t maxContexts = 10) {
        config_.write([&](ConfigTransaction& tx) {
            EXPECT_EQ(dbpool::ServerRegistry(tx).add("oxserver").value, 2);
            const dbpool::RegisteredFilestore store{
                .id = {}, .uri = "file:///s", .sizeBytes = 1000, .maxContexts = maxContexts, .contexts = 0};
            EXPECT_EQ(dbpool::FilestoreRegistry(tx).add(store).value, 3);
            auto database = settings("oxdatabase");
            database.maxUnits = maxUnits;
            EXPECT_EQ(dbpool::DatabaseRegistry(tx).addMaster(database).value, 4);
            dbpool::PlaceRegistry(tx).addSchema(5, "oxdatabase_6");
        });
    }

    static RegisteredContext context(ContextId id, const std::string& name, std::vector<std::string> mappings) {
        RegisteredContext made;
        made.id = id;
        made.name = name;
        made.operation = std::string(16, 'a');
        made.server = {2};
        made.location = {.cluster = 5, .schema = "oxdatabase_6", .epoch = 1};
        made.filestore = {3};
        made.filestoreName = std::to_string(id.value) + "_ctx_store";
        made.mappings = std::move(mappings);
        return made;
    }

    bool reserve(const RegisteredContext& made, std::int64_t perSchema = 10) {
        return config_.write(
            [&](ConfigTransaction& tx) { return dbpool::ContextRegistry(tx).reserve(made, perSchema); });
    }

    std::optional<RegisteredContext> find(ContextId id) {
        return config_.readMaster([&](ConfigReadSession& session) { return dbpool::ContextReader(session).find(id); });
    }

    std::vector<std::int64_t> taken() {
        return config_.readMaster([](ConfigReadSession& session) {
            std::vector<std::int64_t> counts;
            for (const auto& place : dbpool::PlaceReader(session).clusters()) counts.push_back(place.contexts);
            for (const auto& place : dbpool::PlaceReader(session).schemas(5, 1000)) counts.push_back(place.contexts);
            for (const auto& store : dbpool::FilestoreReader(session).list()) counts.push_back(store.contexts);
            return counts;
        });
    }

    static inline const std::string kKey = std::string(32, 'k');
    dbpool::ConfigDatabase config_;
};

TEST_F(RegistriesTest, IdsComeFromOneSequenceAndAMasterTakesTwo) {
    registerAll();
    config_.write([](ConfigTransaction& tx) {
        EXPECT_EQ(dbpool::DatabaseRegistry(tx).addReplica(settings("oxdatabase_slave"), {4}).value, 6);
        EXPECT_EQ(tx.nextId(), 7);
    });
}

TEST_F(RegistriesTest, AReplicaHasAWeightAndASiteOfItsOwn) {
    registerAll();
    config_.write([](ConfigTransaction& tx) {
        auto replica = settings("replica");
        replica.readWeight = 25;
        replica.site = "west";
        dbpool::DatabaseRegistry registry(tx);
        const auto id = registry.addReplica(replica, {4});
        EXPECT_EQ(dbpool::DatabaseReader(tx).find(id)->settings.readWeight, 25);
        replica.readWeight = 0;
        replica.site = "east";
        registry.change(id, replica);
    });
    const auto cluster = config_.readMaster(
        [](ConfigReadSession& session) { return dbpool::ClusterReader(session, kKey).find(5).value(); });
    EXPECT_EQ(cluster.master.weight, 100);
    EXPECT_EQ(cluster.master.site, "");
    EXPECT_EQ(cluster.replicas.at(0).weight, 0);
    EXPECT_EQ(cluster.replicas.at(0).site, "east");
}

TEST_F(RegistriesTest, NamesAreTakenOnceAndPatternsAreNoSql) {
    registerAll();
    EXPECT_EQ(refusal([](ConfigTransaction& tx) { dbpool::ServerRegistry(tx).add("oxserver"); }), ErrorCode::Conflict);
    EXPECT_EQ(refusal([](ConfigTransaction& tx) { dbpool::DatabaseRegistry(tx).addMaster(settings("oxdatabase")); }),
              ErrorCode::Conflict);
    config_.write([](ConfigTransaction& tx) { dbpool::ServerRegistry(tx).add("ox_server"); });
    config_.readMaster([](ConfigReadSession& session) {
        dbpool::ServerReader reader(session);
        EXPECT_EQ(reader.list("ox*").size(), 2U);
        EXPECT_EQ(reader.list("ox_*").size(), 1U) << "an underscore is an underscore";
        EXPECT_TRUE(reader.list("%").empty());
        return 0;
    });
}

TEST_F(RegistriesTest, AReplicaBelongsToAMasterThatStaysAsLongAsItDoes) {
    registerAll();
    EXPECT_EQ(refusal([](ConfigTransaction& tx) { dbpool::DatabaseRegistry(tx).addReplica(settings("r"), {99}); }),
              ErrorCode::NotFound);
    const auto replica = config_.write(
        [](ConfigTransaction& tx) { return dbpool::DatabaseRegistry(tx).addReplica(settings("replica"), {4}); });
    EXPECT_EQ(refusal([&](ConfigTransaction& tx) { dbpool::DatabaseRegistry(tx).addReplica(settings("r"), replica); }),
              ErrorCode::NotFound);
    EXPECT_EQ(refusal([](ConfigTransaction& tx) { dbpool::DatabaseRegistry(tx).remove({4}); }), ErrorCode::Conflict);
    config_.write([&](ConfigTransaction& tx) {
        dbpool::DatabaseRegistry(tx).remove(replica);
        dbpool::DatabaseRegistry(tx).remove({4});
        EXPECT_TRUE(dbpool::DatabaseReader(tx).list().empty());
        EXPECT_FALSE(dbpool::ClusterReader(tx, kKey).find(5).has_value());
    });
}

TEST_F(RegistriesTest, APasswordIsSealedAndOpensForThoseWhoConnect) {
    registerAll();
    const auto cluster =
        config_.readMaster([](ConfigReadSession& session) { return dbpool::ClusterReader(session, kKey).find(5); });
    ASSERT_TRUE(cluster.has_value());
    EXPECT_EQ(cluster->master.endpoint.password, "secret");
    EXPECT_EQ(cluster->master.endpoint.host, "db.example.com");
    EXPECT_EQ(cluster->master.endpoint.port, 3307);
}

TEST_F(RegistriesTest, TheAdministrationHasAccountsThatNodesDoNotGet) {
    registerAll();
    auto wanted = settings("oxdatabase");
    wanted.operatorAccount = {"operator", groupware::crypto::seal(kKey, dbpool::configdb::kOperatorPurpose, "op")};
    wanted.tlsCaFile = "/ca.pem";
    wanted.tlsVerifyName = false;
    wanted.tlsCertificateFile = "/client.pem";
    wanted.tlsKeyFile = "/client.key";
    config_.write([&](ConfigTransaction& tx) { dbpool::DatabaseRegistry(tx).change({4}, wanted); });
    const auto cluster =
        config_.readMaster([](ConfigReadSession& session) { return dbpool::ClusterReader(session, kKey).find(5); });
    EXPECT_EQ(cluster->master.endpoint, (dbpool::Endpoint{.host = "db.example.com",
                                                          .port = 3307,
                                                          .user = "openexchange",
                                                          .password = "secret",
                                                          .tlsCaFile = "/ca.pem",
                                                          .tlsVerifyName = false,
                                                          .tlsCertificateFile = "/client.pem",
                                                          .tlsKeyFile = "/client.key"}));

    const auto stored =
        config_.readMaster([](ConfigReadSession& session) { return dbpool::DatabaseReader(session).find({4}); });
    auto expected = cluster->master.endpoint;
    EXPECT_EQ(dbpool::configdb::migrationEndpoint(stored->settings, kKey), expected) << "there is no other account";
    expected.user = "operator";
    expected.password = "op";
    EXPECT_EQ(dbpool::configdb::operatorEndpoint(stored->settings, kKey), expected);
    wanted.migrationAccount = {"migration", groupware::crypto::seal(kKey, dbpool::configdb::kMigrationPurpose, "ddl")};
    EXPECT_EQ(dbpool::configdb::migrationEndpoint(wanted, kKey).user, "migration");
    EXPECT_EQ(dbpool::configdb::migrationEndpoint(wanted, kKey).password, "ddl");
    EXPECT_FALSE(dbpool::configdb::operatorEndpoint(settings("oxdatabase"), kKey).has_value());
}

TEST_F(RegistriesTest, EveryFilestoreHasANumberOfItsOwn) {
    registerAll();
    const auto stores = config_.write([](ConfigTransaction& tx) {
        dbpool::FilestoreRegistry(tx).add(
            {.id = {}, .uri = "file:///t", .sizeBytes = 1000, .maxContexts = 10, .contexts = 0});
        return dbpool::FilestoreReader(tx).list();
    });
    ASSERT_EQ(stores.size(), 2U);
    EXPECT_EQ(stores[0].mark.size(), 16U);
    EXPECT_NE(stores[0].mark, stores[1].mark);
    EXPECT_FALSE(stores[0].unmarked);
}

TEST_F(RegistriesTest, AReservationTakesAllPlacesAndForgettingGivesThemBack) {
    registerAll();
    EXPECT_TRUE(reserve(context(kContext, "acme", {"acme.com"})));
    EXPECT_EQ(taken(), (std::vector<std::int64_t>{1, 1, 1}));
    const auto made = find(kContext);
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->stage, dbpool::ContextStage::Creating);
    EXPECT_EQ(made->mappings, (std::vector<std::string>{"7", "acme.com"}));
    EXPECT_EQ(made->operation, std::string(16, 'a'));
    EXPECT_TRUE(config_.write(
        [&](ConfigTransaction& tx) { return dbpool::ContextRegistry(tx).forget(*made, made->operation); }));
    EXPECT_EQ(taken(), (std::vector<std::int64_t>{0, 0, 0}));
    EXPECT_FALSE(find(kContext).has_value());
}

TEST_F(RegistriesTest, FullPlacesAreRefused) {
    registerAll(2, 10);
    EXPECT_TRUE(reserve(context({1}, "one", {}), 2));
    EXPECT_TRUE(reserve(context({2}, "two", {}), 2));
    EXPECT_FALSE(reserve(context({3}, "three", {}), 3)) << "the database is full";
    EXPECT_FALSE(find({3}).has_value());
}

TEST_F(RegistriesTest, AnIdThatIsUsedAgainGetsAHigherEpochThanBefore) {
    registerAll();
    const auto place = [&] {
        return config_.write([](ConfigTransaction& tx) {
            RegisteredContext made = context(kContext, "acme", {});
            made.location.epoch = dbpool::PlacementReader(tx).newEpoch();
            EXPECT_TRUE(dbpool::ContextRegistry(tx).reserve(made, 10));
            return made;
        });
    };
    const RegisteredContext first = place();
    EXPECT_GT(first.location.epoch, 1'700'000'000'000) << "a time, so above what moves add to an earlier one";
    config_.write(
        [&](ConfigTransaction& tx) { EXPECT_TRUE(dbpool::ContextRegistry(tx).forget(first, first.operation)); });
    EXPECT_GT(place().location.epoch, first.location.epoch);
}

TEST_F(RegistriesTest, EpochsOfPlacementsOnlyGrow) {
    registerAll();
    for (const std::int64_t id : {1, 2, 3}) {
        auto made = context({id}, "c" + std::to_string(id), {});
        made.location.epoch = 10 * id;
        EXPECT_TRUE(reserve(made));
    }
    const auto raise = [&](const std::string& schema, const std::vector<dbpool::ContextEpoch>& epochs) {
        config_.write([&](ConfigTransaction& tx) { dbpool::EpochRegistry(tx).raise(5, schema, epochs); });
    };
    raise("oxdatabase_6", {{{1}, 11}, {{2}, 19}, {{9}, 99}});  // higher, lower, unknown
    raise("oxdatabase_7", {{{3}, 99}});                        // placed elsewhere
    const auto epochs = config_.readMaster(
        [](ConfigReadSession& session) { return dbpool::EpochReader(session).list(5, "oxdatabase_6"); });
    ASSERT_EQ(epochs.size(), 3U);
    EXPECT_EQ(epochs[0].epoch, 11);
    EXPECT_EQ(epochs[1].epoch, 20);
    EXPECT_EQ(epochs[2].epoch, 30);
}

TEST_F(RegistriesTest, OnlyContextsThatServeLoginsAreInService) {
    registerAll();
    for (const std::int64_t id : {3, 1, 2}) EXPECT_TRUE(reserve(context({id}, "c" + std::to_string(id), {})));
    config_.write([&](ConfigTransaction& tx) {
        dbpool::ContextRegistry contexts(tx);
        for (const std::int64_t id : {3, 1}) EXPECT_TRUE(contexts.activate({id}, context({id}, "", {}).operation));
    });
    const auto inService = [&] {
        return config_.read([](ConfigReadSession& session) { return dbpool::ContextReader(session).inService(); });
    };
    EXPECT_EQ(inService(), (std::vector<ContextId>{{1}, {3}}));
    config_.write([](ConfigTransaction& tx) { dbpool::ContextRegistry(tx).setEnabled({3}, false); });
    EXPECT_EQ(inService(), (std::vector<ContextId>{{1}}));
}

TEST_F(RegistriesTest, AFullSchemaAndAFullFilestoreAreRefused) {
    registerAll(-1, 2);
    EXPECT_TRUE(reserve(context({1}, "one", {}), 1));
    const auto refuse = [&](std::int64_t perSchema) {
        struct Full {};
        try {
            config_.write([&](ConfigTransaction& tx) {
                if (!dbpool::ContextRegistry(tx).reserve(context({2}, "two", {}), perSchema)) throw Full{};
            });
        } catch (const Full&) {
            return true;
        }
        return false;
    };
    EXPECT_TRUE(refuse(1)) << "the schema is full";
    EXPECT_EQ(taken(), (std::vector<std::int64_t>{1, 1, 1})) << "a refused reservation leaves no count behind";
    EXPECT_FALSE(refuse(5));
    EXPECT_EQ(taken(), (std::vector<std::int64_t>{2, 2, 2}));
}

TEST_F(RegistriesTest, ANameOrMappingBelongsToOneContext) {
    registerAll();
    EXPECT_TRUE(reserve(context(kContext, "acme", {"acme.com"})));
    EXPECT_EQ(
        refusal([](ConfigTransaction& tx) { (void)dbpool::ContextRegistry(tx).reserve(context({8}, "acme", {}), 10); }),
        ErrorCode::Conflict);
    EXPECT_EQ(refusal([](ConfigTransaction& tx) {
                  (void)dbpool::ContextRegistry(tx).reserve(context({8}, "other", {"ACME.com"}), 10);
              }),
              ErrorCode::Conflict);
}

TEST_F(RegistriesTest, OnlyTheOperationUnderWayMayGoOn) {
    registerAll();
    EXPECT_TRUE(reserve(context(kContext, "acme", {})));
    const std::string first(16, 'a');
    const std::string second(16, 'b');
    config_.write([&](ConfigTransaction& tx) {
        dbpool::ContextRegistry registry(tx);
        EXPECT_EQ(dbpool::ContextReader(tx).unfinished(10), std::vector<ContextId>{kContext});
        EXPECT_FALSE(registry.activate(kContext, second));
        EXPECT_TRUE(registry.takeOver(kContext, first, second));
        EXPECT_FALSE(registry.takeOver(kContext, first, second));
        EXPECT_FALSE(registry.activate(kContext, first));
        EXPECT_TRUE(registry.activate(kContext, second));
        EXPECT_FALSE(registry.takeOver(kContext, second, first)) << "an active context has no operation under way";
        EXPECT_TRUE(dbpool::ContextReader(tx).unfinished(10).empty());
        registry.setEnabled(kContext, false);
        EXPECT_EQ(dbpool::ContextReader(tx).unfinished(10), std::vector<ContextId>{kContext});
        registry.settle(kContext);
        EXPECT_TRUE(dbpool::ContextReader(tx).unfinished(10).empty());
    });
    EXPECT_FALSE(find(kContext)->enabled);
}

TEST_F(RegistriesTest, ANamedLockIsFreeWhenItsHolderIsGone) {
    const auto server = test::sharedServer().endpoint();
    {
        const auto held = dbpool::NamedLock::tryAcquire(server, "scope", "context.1", 0ms);
        ASSERT_TRUE(held.has_value());
        EXPECT_FALSE(dbpool::NamedLock::tryAcquire(server, "scope", "context.1", 0ms).has_value());
        EXPECT_TRUE(dbpool::NamedLock::tryAcquire(server, "scope", "context.2", 0ms).has_value());
        EXPECT_TRUE(dbpool::NamedLock::tryAcquire(server, "other", "context.1", 0ms).has_value());
    }
    EXPECT_TRUE(dbpool::NamedLock::tryAcquire(server, "scope", "context.1", 5000ms).has_value());
}

}  // namespace
