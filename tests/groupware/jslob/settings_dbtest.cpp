#include "groupware/api/config_tree.h"
#include "groupware/formats/json/json.h"
#include "groupware/jslob/api/core_settings.h"
#include "groupware/jslob/options.h"
#include "groupware/jslob/schema.h"
#include "groupware/jslob/service/settings_archive.h"
#include "groupware/jslob/service/settings_service.h"
#include "groupware/jslob/store/settings_store.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/support/database_test.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace groupware::jslob {
namespace {

namespace json = formats::json;
using ::test::codeOf;

class SettingsTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};

    SettingsTest() : DatabaseTest({sync::kSchema, jslob::kSchema}) {
        createContext(kContext, [](dbpool::WriteTransaction& tx) {
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Created, {0}, 0));
        });
    }

    static Caller callerOf(std::int64_t user) {
        Caller caller;
        caller.context = kContext;
        caller.user = {user};
        return caller;
    }
    static json::Object::Ptr object(const std::string& text) {
        return json::requireObject(json::parse(text, {}), "object");
    }
    static SettingsName name(const std::string& id) { return {.service = "config", .id = id}; }
    std::string stored(const std::string& id, std::int64_t user = 3) {
        return json::write(service_.get(callerOf(user), name(id)).tree);
    }

    ConfigurationSource configuration_{
        Configuration(options(), std::map<std::string, std::string>{{"jslob.bytes", "1024"}, {"jslob.objects", "3"}})};
    SettingsService service_{database(), configuration_, 32};
    Caller anna_ = callerOf(3);
};

TEST_F(SettingsTest, AreReplacedMergedAndRemoved) {
    (void)service_.set(anna_, name("io.ox/mail"), object(R"({"a":{"b":1,"c":2}})"));
    EXPECT_EQ(stored("io.ox/mail"), R"({"a":{"b":1,"c":2}})");
    (void)service_.update(anna_, name("io.ox/mail"), *object(R"({"a":{"b":null,"d":3}})"));
    EXPECT_EQ(stored("io.ox/mail"), R"({"a":{"c":2,"d":3}})");
    (void)service_.update(anna_, name("io.ox/new"), *object(R"({"x":1})"));
    EXPECT_EQ(stored("io.ox/new"), R"({"x":1})");
    (void)service_.set(anna_, name("io.ox/mail"), object(R"({"z":1})"));
    EXPECT_EQ(stored("io.ox/mail"), R"({"z":1})");
    (void)service_.set(anna_, name("io.ox/mail"), {});
    EXPECT_EQ(codeOf([&] { (void)stored("io.ox/mail"); }), ErrorCode::NotFound);
    EXPECT_NO_THROW((void)service_.set(anna_, name("io.ox/mail"), {}));
    ASSERT_EQ(service_.all(anna_, "config").size(), 1U);
    EXPECT_TRUE(service_.all(anna_, "other").empty());
}

TEST_F(SettingsTest, AreTheUsersOwn) {
    (void)service_.set(anna_, name("a"), object(R"({"mine":true})"));
    EXPECT_EQ(codeOf([&] { (void)stored("a", 4); }), ErrorCode::NotFound);
    (void)service_.set(callerOf(4), name("a"), object(R"({"his":true})"));
    EXPECT_EQ(stored("a"), R"({"mine":true})");
}

TEST_F(SettingsTest, AreLimitedInSizeAndNumber) {
    const auto big = object(R"({"a":")" + std::string(1100, 'x') + R"("})");
    EXPECT_EQ(codeOf([&] { (void)service_.set(anna_, name("a"), big); }), ErrorCode::TooLarge);
    const auto half = object(R"({"a":")" + std::string(600, 'x') + R"("})");
    (void)service_.set(anna_, name("a"), half);
    EXPECT_EQ(codeOf([&] {
                  (void)service_.update(anna_, name("a"), *object(R"({"b":")" + std::string(600, 'x') + R"("})"));
              }),
              ErrorCode::TooLarge);
    (void)service_.set(anna_, name("b"), object("{}"));
    (void)service_.update(anna_, name("c"), *object("{}"));
    EXPECT_EQ(codeOf([&] { (void)service_.set(anna_, name("d"), object("{}")); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { (void)service_.update(anna_, name("d"), *object("{}")); }), ErrorCode::TooLarge);
    EXPECT_NO_THROW((void)service_.set(anna_, name("a"), object("{}")));
    EXPECT_NO_THROW((void)service_.set(callerOf(4), name("d"), object("{}")));
    EXPECT_EQ(codeOf([&] { (void)service_.set(anna_, name(""), object("{}")); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)service_.set(anna_, name(std::string(129, 'i')), object("{}")); }),
              ErrorCode::BadRequest);
}

TEST_F(SettingsTest, TheCoreShowsWhatTheServerKnowsAndStoresNoneOfIt) {
    groupware::api::ConfigTree tree;
    std::string language = "de_DE";
    int writes = 0;
    tree.addLeaf(
        "language", [&](const Caller&) { return json::Value(language); },
        [&](const Caller& caller, const json::Value& value) {
            language = value.toString();
            ++writes;
            CommitToken written;
            written.context = caller.context;
            return written;
        });
    tree.addLeaf("folder/infostore", [](const Caller&) { return json::Value("31"); });
    const auto sent = object(R"({"language":"fr_FR","folder":{"infostore":"1"},"theme":"dark"})");
    EXPECT_TRUE(api::writeCore(tree, anna_, *sent).has_value());
    EXPECT_EQ(language, "fr_FR");
    EXPECT_FALSE(api::writeCore(tree, anna_, *sent).has_value());  // as it is already
    EXPECT_EQ(writes, 1);
    const auto own = api::withoutCore(*sent);
    EXPECT_EQ(json::write(own), R"({"theme":"dark"})");
    EXPECT_EQ(json::write(api::withCore(tree, anna_, *object(R"({"theme":"dark","language":"old"})"))),
              R"({"language":"fr_FR","theme":"dark","folder":{"infostore":"31"}})");
}

TEST_F(SettingsTest, GoIntoArchivesAndComeBackWithinTheLimits) {
    const SettingsArchive archive(*configuration_.current());
    (void)service_.set(anna_, name("a"), object(R"({"b":[1]})"));
    const auto texts = [&](std::int64_t user) {
        auto session = database().read(kContext, Freshness::strict());
        return archive.texts(session, {user});
    };
    EXPECT_EQ(texts(3), (principals::UserTexts{{"config\na", R"({"b":[1]})"}}));
    const auto restore = [&](const principals::UserTexts& given) {
        return codeOf([&] {
            database().write(kContext, [&](dbpool::WriteTransaction& tx) { archive.restore(tx, UserId{4}, given); });
        });
    };
    EXPECT_EQ(restore({{"no service", "{}"}}), ErrorCode::BadRequest);
    EXPECT_EQ(restore({{"\na", "{}"}}), ErrorCode::BadRequest);
    EXPECT_EQ(restore({{"config\na", "[]"}}), ErrorCode::BadRequest);
    EXPECT_EQ(restore({{"config\na", R"({"a":")" + std::string(2000, 'x') + "\"}"}}), ErrorCode::TooLarge);
    EXPECT_EQ(restore({{"c\n1", "{}"}, {"c\n2", "{}"}, {"c\n3", "{}"}, {"c\n4", "{}"}}), ErrorCode::TooLarge);
    EXPECT_TRUE(texts(4).empty());
    const auto annas = texts(3);
    database().write(kContext, [&](dbpool::WriteTransaction& tx) { archive.restore(tx, UserId{4}, annas); });
    EXPECT_EQ(texts(4), annas);
}

TEST_F(SettingsTest, GoWithTheirUserAlone) {
    for (const auto* const id : {"a", "b"}) (void)service_.set(anna_, name(id), object("{}"));
    (void)service_.set(anna_, {.service = "other", .id = "a"}, object("{}"));
    (void)service_.set(callerOf(4), name("a"), object("{}"));
    const SettingsArchive archive(*configuration_.current());
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        archive.remove(tx, {3});
        tx.record(sync::change(sync::Kind::User, sync::Verb::Removed, {0}, 3));
    });
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(SettingsReader(session).count({3}), 0);
    EXPECT_EQ(SettingsReader(session).count({4}), 1);
}

}  // namespace
}  // namespace groupware::jslob
