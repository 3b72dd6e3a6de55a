// Makes a replica the master of a cluster whose master is dead, without a config DB: promote SCHEMA USER PASSWORD
// NAME=ADDRESS..., the old master first. For the laboratory, which builds it once as it is and once with a bug.

#include "dbpool/replication/promotion.h"

#include <exception>
#include <iostream>
#include <span>
#include <string>
#include <vector>

namespace {

std::vector<dbpool::Member> membersOf(std::span<char*> words, const std::string& user, const std::string& password) {
    std::vector<dbpool::Member> members;
    for (const std::string word : words) {
        const auto equals = word.find('=');
        dbpool::Endpoint endpoint;
        endpoint.host = word.substr(equals + 1);
        endpoint.user = user;
        endpoint.password = password;
        members.push_back({.name = word.substr(0, equals), .endpoint = endpoint});
    }
    return members;
}

}  // namespace

int main(int argc, char** argv) {
    constexpr int kFirstMember = 4;
    const std::span<char*> words(argv, static_cast<std::size_t>(argc));
    if (argc <= kFirstMember) return 64;
    try {
        const auto members = membersOf(words.subspan(kFirstMember), words[2], words[3]);
        dbpool::PromotionRequest request;
        request.registeredMaster = members.front().name;
        request.durability = dbpool::Durability::Strict;
        request.oldMasterIsDead = true;
        request.now = std::chrono::system_clock::now();
        dbpool::Promotion promotion(members, words[1], request, {},
                                    [](const std::string& line) { std::cout << line << std::endl; });
        std::cout << promotion.run().master << " is the master\n";
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
