#include "groupware/principals/api/get_quotas.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/sync/change.h"
#include "tests/groupware/principals/principals_api_fixture.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>

namespace groupware::principals {
namespace {

class ObjectQuotaTest : public test::PrincipalsApiTest {
protected:
    ObjectQuotaTest() {
        createContext(kOther, [](dbpool::WriteTransaction& tx) { addContextAdmin(tx, test::person("other")); });
        registry_.add("quota", "get", action_);
    }
    void change(const std::function<void(dbpool::WriteTransaction&)>& step, ContextId context = kContext) {
        database().write(context, [&](dbpool::WriteTransaction& tx) {
            step(tx);
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, context.value));
        });
    }
    void allow(QuotaModule module, std::optional<std::int64_t> maximum) {
        change([&](dbpool::WriteTransaction& tx) { setQuota(tx, module, maximum); });
    }
    void make(QuotaModule module, std::int64_t count, ContextId context = kContext) {
        change([&](dbpool::WriteTransaction& tx) { requireRoom(tx, module, count); }, context);
    }
    void take(QuotaModule module, std::int64_t count) {
        change([&](dbpool::WriteTransaction& tx) { releaseRoom(tx, module, count); });
    }
    std::int64_t used(QuotaModule module, ContextId context = kContext) {
        auto caller = authenticator_.caller;
        caller.context = context;
        return quotas_.all(caller).at(static_cast<std::size_t>(module)).used;
    }

    static constexpr ContextId kOther{8};
    ObjectQuotas quotas_{database()};

private:
    api::GetQuotas action_{quotas_, [](const Caller& /*caller*/) { return api::FileSpace{.quota = 1000, .used = 10}; }};
};

TEST_F(ObjectQuotaTest, WithoutAQuotaThereIsNoLimitButACount) {
    make(QuotaModule::Contact, 1000);
    make(QuotaModule::Contact, 1);
    take(QuotaModule::Contact, 3);
    EXPECT_EQ(used(QuotaModule::Contact), 998);
    EXPECT_EQ(used(QuotaModule::Task), 0);
    EXPECT_EQ(used(QuotaModule::Contact, kOther), 0);
}

TEST_F(ObjectQuotaTest, WhatWouldExceedTheQuotaIsNotCounted) {
    allow(QuotaModule::Task, 3);
    make(QuotaModule::Task, 3);
    EXPECT_EQ(::test::codeOf([&] { make(QuotaModule::Task, 1); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(used(QuotaModule::Task), 3);
    make(QuotaModule::Contact, 5);
    make(QuotaModule::Task, 5, kOther);
    take(QuotaModule::Task, 1);
    make(QuotaModule::Task, 1);
}

TEST_F(ObjectQuotaTest, AQuotaBelowWhatIsThereLetsOnlyRemove) {
    make(QuotaModule::Calendar, 10);
    allow(QuotaModule::Calendar, 5);
    EXPECT_EQ(::test::codeOf([&] { make(QuotaModule::Calendar, 1); }), ErrorCode::QuotaExceeded);
    take(QuotaModule::Calendar, 6);
    make(QuotaModule::Calendar, 1);
    allow(QuotaModule::Calendar, 0);
    make(QuotaModule::Calendar, 100);
    allow(QuotaModule::Calendar, 5);
    allow(QuotaModule::Calendar, std::nullopt);
    make(QuotaModule::Calendar, 100);
    EXPECT_EQ(used(QuotaModule::Calendar), 205);
    EXPECT_EQ(::test::codeOf([&] { allow(QuotaModule::Calendar, -1); }), ErrorCode::BadRequest);
}

TEST_F(ObjectQuotaTest, TheApiShowsEveryModule) {
    allow(QuotaModule::Contact, 7);
    make(QuotaModule::Contact, 2);
    const auto contacts = dataOf(get("quota?action=get&module=contact"));
    EXPECT_EQ(contacts, R"({"contact":{"accounts":[{"account_id":"0","account_name":"Contacts","countquota":7,)"
                        R"("countuse":2}],"display_name":"Contacts"}})");
    const auto all = formats::json::requireObject(formats::json::parse(dataOf(get("quota?action=get")), {}), "data");
    EXPECT_EQ(all->getNames(), (std::vector<std::string>{"attachment", "calendar", "contact", "infostore",
                                                         "invite_guests", "share_links", "task"}));
    const auto files = formats::json::write(all->get("infostore"));
    EXPECT_NE(files.find(R"("countquota":-1,"countuse":0,"quota":1000,"use":10)"), std::string::npos) << files;
    EXPECT_NE(codeOf(get("quota?action=get&module=mail")), "");
}

}  // namespace
}  // namespace groupware::principals
