#include "groupware/session/app_password.h"

#include <gtest/gtest.h>

namespace groupware::session {
namespace {

using principals::Module;
using principals::ModuleAccess;

const ModuleAccess kEverything{Module::Webmail,      Module::Calendar,     Module::Contacts,
                               Module::Tasks,        Module::Infostore,    Module::EditGroup,
                               Module::EditResource, Module::EditPassword, Module::EditPublicFolders};

TEST(AppPassword, ItsTextNamesTheRowAndComesBack) {
    const auto made = AppPasswordText::create(ContextId{7});
    EXPECT_EQ(made.id.context(), ContextId{7});
    EXPECT_EQ(made.text().size(), 70U);
    const auto read = AppPasswordText::parse(made.text());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, made.id);
    EXPECT_EQ(read->secret, made.secret);
    EXPECT_EQ(read->secretHash(), made.secretHash());
    EXPECT_EQ(made.secretHash().size(), 32U);
    EXPECT_NE(AppPasswordText::create(ContextId{7}).secret, made.secret);
}

TEST(AppPassword, AnyOtherTextIsNone) {
    const auto text = AppPasswordText::create(ContextId{7}).text();
    std::string upper = text;
    upper.back() = 'F';
    std::string joined = text;
    joined[37] = 'a';
    for (const auto& other : {std::string(), std::string("yoke-"), text.substr(1), text + "0", text.substr(0, 69),
                              "YOKE-" + text.substr(5), upper, joined, std::string(70, 'a')}) {
        EXPECT_FALSE(AppPasswordText::parse(other)) << other;
    }
}

TEST(AppPassword, AScopeLeavesWhatItNames) {
    ModuleAccess expected = kEverything;
    expected.set(Module::EditPassword, false);
    EXPECT_EQ(AppPasswordScope{}.of(kEverything), expected) << "no app password changes the password of the account";
    const AppPasswordScope files{.modules = {Module::Infostore, Module::Calendar}};
    EXPECT_EQ(files.of(kEverything), (ModuleAccess{Module::Infostore, Module::Calendar, Module::EditPublicFolders}));
    EXPECT_EQ(files.of({Module::Infostore}), ModuleAccess{Module::Infostore}) << "a scope grants nothing";
    EXPECT_EQ((AppPasswordScope{.modules = {Module::EditGroup}}.of(kEverything)), expected)
        << "what is no application limits nothing";
}

}  // namespace
}  // namespace groupware::session
