#include "groupware/base/secret_file.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace groupware {
namespace {

class SecretFileTest : public ::testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directories(directory_); }
    void TearDown() override { std::filesystem::remove_all(directory_); }

    std::filesystem::path directory_ =
        std::filesystem::temp_directory_path() / ("yoke-secret-" + crypto::toHex(crypto::randomBytes(8)));
};

TEST_F(SecretFileTest, ASecretSurvivesTheRoundTripAndOnlyItsOwnerMayReadIt) {
    writeSecretFile(directory_ / "password", "secret");
    EXPECT_EQ(readSecretFile(directory_ / "password"), "secret");
    EXPECT_EQ(std::filesystem::status(directory_ / "password").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(SecretFileTest, ASecretThatOthersCanReadIsRefused) {
    writeSecretFile(directory_ / "password", "secret");
    std::filesystem::permissions(directory_ / "password", std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    EXPECT_THROW((void)readSecretFile(directory_ / "password"), Error);
}

TEST_F(SecretFileTest, WritingAgainLeavesNoTemporaryFileBehind) {
    writeSecretFile(directory_ / "password", "first");
    writeSecretFile(directory_ / "password", "second");
    EXPECT_EQ(readSecretFile(directory_ / "password"), "second");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory_), {}), 1);
}

}  // namespace
}  // namespace groupware
